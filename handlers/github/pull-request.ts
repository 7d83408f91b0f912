import { DurableObject } from "cloudflare:workers";
import type { Env } from "../../src/env.ts";
import { Agenda, backOffMilliseconds, type Kind } from "./agenda.ts";
import { GitHub, Lost, RateLimited, Refused } from "./client.ts";
import type { Said } from "./commands.ts";
import { Deliveries } from "./deliveries.ts";
import { register, type Pull } from "./objects.ts";
import { keepLabeller } from "./switches.ts";
import { messageOf, Work } from "./work.ts";

const DEBOUNCE_MILLISECONDS = 2000;
const MOST_TRIES = 6;
/**
 * One pull request: its deliveries, its one comment. Everything about it happens here, one thing at a
 * time; each alarm does one bounded step, so that no invocation passes the platform's limits.
 */
export class PullRequest extends DurableObject<Env> {
  #github: GitHub;
  #deliveries: Deliveries;
  #agenda: Agenda;
  #work: Work;
  /** Between an alarm's beginning and its end, requests to this object come in between its awaits. */
  #isAtWork = false;
  #isDoomed = false;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#github = new GitHub(env);
    this.#deliveries = new Deliveries(state.storage.kv);
    this.#agenda = new Agenda(state.storage.kv);
    this.#work = new Work({
      env,
      kv: state.storage.kv,
      github: this.#github,
      agenda: this.#agenda,
      deliveries: this.#deliveries,
      debounceMilliseconds: this.#debounceMilliseconds,
    });
  }

  get #kv() {
    return this.ctx.storage.kv;
  }

  get #debounceMilliseconds(): number {
    const set = Number(this.env.DEBOUNCE_MILLISECONDS);
    return this.env.DEBOUNCE_MILLISECONDS && set >= 0
      ? Math.min(set, 60_000)
      : DEBOUNCE_MILLISECONDS;
  }

  /** A push, a label, a re-run: look at the pull request again, once it has been quiet for a moment. */
  async deliver(pull: Pull, deliveryId: string, labelledBy?: string): Promise<void> {
    if (!this.#deliveries.accept(deliveryId, Date.now())) return;
    this.#remember(pull);
    if (labelledBy !== undefined) keepLabeller(this.#kv, labelledBy);
    this.#kv.delete("onlyIfMoved");
    this.#wantRun();
    await this.#plan();
  }

  async command(pull: Pull, deliveryId: string, said: Said): Promise<void> {
    if (!this.#deliveries.accept(deliveryId, Date.now())) return;
    this.#remember(pull);
    const waiting = this.#kv.get<Said[]>("commands") ?? [];
    this.#kv.put("commands", [...waiting, { ...said, deliveryId }].slice(-20));
    this.#agenda.want("commands", Date.now());
    await this.#plan();
  }

  async reprice(): Promise<void> {
    if (this.#kv.get("pull") === undefined) return;
    // A push that is waited for is news in any case.
    if (!this.#agenda.has("start") && !this.#agenda.has("step")) this.#kv.put("onlyIfMoved", true);
    this.#wantRun();
    await this.#plan();
  }

  async close(pull: Pull): Promise<void> {
    await register(this.env).close(pull);
    await this.purge();
  }

  /** Nothing stays. What is being worked on just now would write again, so then it is done afterwards. */
  async purge(): Promise<void> {
    if (this.#isAtWork) {
      this.#isDoomed = true;
      return;
    }
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  /** Whether anything at all is stored about this pull request. */
  async isEmpty(): Promise<boolean> {
    return [...this.#kv.list({ limit: 1 })].length === 0;
  }

  #remember(pull: Pull): void {
    this.#isDoomed = false;
    this.#kv.put("pull", pull);
  }

  #wantRun(): void {
    this.#agenda.wantRun(Date.now(), this.#debounceMilliseconds);
  }

  async #plan(): Promise<void> {
    const earliest = this.#agenda.earliest();
    if (earliest !== undefined) await this.ctx.storage.setAlarm(earliest);
  }

  override async alarm(): Promise<void> {
    this.#github.startInvocation();
    const kind = this.#agenda.next(Date.now());
    const pull = this.#kv.get<Pull>("pull");
    if (kind !== undefined && pull !== undefined) {
      this.#isAtWork = true;
      try {
        await this.#attempt(kind, pull);
      } finally {
        this.#isAtWork = false;
      }
    }
    if (!this.#isDoomed) return await this.#plan();
    this.#isDoomed = false;
    if (pull !== undefined) await register(this.env).close(pull);
    await this.purge();
  }

  /** Caught once, here: what the network or we got wrong is tried again later, then reported as our fault. */
  async #attempt(kind: Kind, pull: Pull): Promise<void> {
    const triesKey = `tries:${kind === "start" ? "step" : kind}`;
    const tries = (this.#kv.get<number>(triesKey) ?? 0) + 1;
    this.#kv.put(triesKey, tries);
    // Should this invocation be cut off, the alarm still finds its work.
    this.#agenda.want(kind, Date.now() + backOffMilliseconds(tries));
    try {
      const state = await this.#work.do(kind, pull);
      this.#kv.delete(triesKey);
      if (state === "closed") this.#isDoomed = true;
    } catch (error) {
      const again =
        error instanceof RateLimited || error instanceof Lost || !(error instanceof Refused);
      const at =
        error instanceof RateLimited
          ? error.untilMilliseconds
          : Date.now() + backOffMilliseconds(tries);
      console.error(`github: ${kind} of ${pull.repositoryId}#${pull.number}: ${messageOf(error)}`);
      if (error instanceof RateLimited && tries < 4 * MOST_TRIES)
        return this.#agenda.want(kind, at);
      if (again && tries < MOST_TRIES) return this.#agenda.want(kind, at);
      this.#kv.delete(triesKey);
      this.#agenda.drop(kind);
      await this.#work.giveUp(kind, pull);
    }
  }
}
