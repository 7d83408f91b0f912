import { DurableObject } from "cloudflare:workers";
import type { Env } from "../../src/env.ts";
import { Agenda, backOffMilliseconds, type Kind } from "./agenda.ts";
import { GitHub, Lost, RateLimited, Refused } from "./client.ts";
import { answerCommand, type Said } from "./commands.ts";
import { Deliveries } from "./deliveries.ts";
import type { Bench, Job } from "./bench.ts";
import { reportOwnFault } from "./check.ts";
import { clearJob, runStep, startJob } from "./job.ts";
import { register, type Pull } from "./objects.ts";
import { keepLabeller } from "./switches.ts";
import { healDuplicates } from "./upsert.ts";

const DEBOUNCE_MILLISECONDS = 2000;
const MOST_TRIES = 6;
/** GitHub ends a request after ten seconds: until then a create thought failed may still come to light. */
const DOUBT_MILLISECONDS = 12_000;
const MOST_HEALS = 6;
const LAST_HEAL_MILLISECONDS = 60_000;

/**
 * One pull request: its deliveries, its one comment. Everything about it happens here, one thing at a
 * time; each alarm does one bounded step, so that no invocation passes the platform's limits.
 */
export class PullRequest extends DurableObject<Env> {
  #github: GitHub;
  #deliveries: Deliveries;
  #agenda: Agenda;
  /** Between an alarm's beginning and its end, requests to this object come in between its awaits. */
  #isAtWork = false;
  #isDoomed = false;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#github = new GitHub(env);
    this.#deliveries = new Deliveries(state.storage.kv);
    this.#agenda = new Agenda(state.storage.kv);
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
      this.#agenda.drop(kind);
      await this.#attempt(kind, pull);
      this.#isAtWork = false;
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
      await this.#do(kind, pull);
      this.#kv.delete(triesKey);
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
      await this.#giveUp(kind, pull, triesKey);
    }
  }

  async #do(kind: Kind, pull: Pull): Promise<void> {
    const call = await this.#github.installation(pull.installationId, pull.repositoryId);
    const bench: Bench = {
      env: this.env,
      kv: this.#kv,
      call,
      app: this.#github.app(),
      pull,
      now: Date.now(),
      debounceMilliseconds: this.#debounceMilliseconds,
    };
    if (kind === "start") {
      this.#agenda.runStarts();
      this.#deliveries.begin();
      startJob(this.#kv);
      this.#agenda.want("step", Date.now());
      await register(this.env).open(pull);
    } else if (kind === "step") await this.#step(bench);
    else if (kind === "heal") await this.#heal(bench);
    else await this.#command(bench);
  }

  async #step(bench: Bench): Promise<void> {
    const next = await runStep(bench);
    this.#agenda.drop("step");
    if (next.kind === "again")
      return this.#agenda.want("step", Date.now() + (next.inMilliseconds ?? 0));
    if (next.kind === "stale") {
      // The head moved under us; its delivery may be on the way or lost, so do not wait for it.
      if (!this.#agenda.has("start")) this.#agenda.want("start", Date.now());
      return;
    }
    this.#deliveries.finish("done");
    clearJob(this.#kv);
    this.#kv.delete("onlyIfMoved");
    if (next.kind === "closed") {
      await this.close(bench.pull);
      return;
    }
    if (next.inDoubt) {
      const heals = Math.ceil(DOUBT_MILLISECONDS / Math.max(this.#debounceMilliseconds, 1));
      this.#kv.put("heals", Math.min(heals, MOST_HEALS));
      this.#agenda.want("heal", Date.now() + this.#debounceMilliseconds);
    }
  }

  async #heal(bench: Bench): Promise<void> {
    await healDuplicates(bench);
    const left = (this.#kv.get<number>("heals") ?? 1) - 1;
    this.#kv.put("heals", left);
    if (left < 0) return this.#agenda.drop("heal");
    const wait = left > 0 ? this.#debounceMilliseconds : LAST_HEAL_MILLISECONDS;
    this.#agenda.want("heal", Date.now() + wait);
  }

  async #command(bench: Bench): Promise<void> {
    const said = this.#kv.get<Said[]>("commands")?.[0];
    if (said === undefined) return this.#agenda.drop("commands");
    const next = await answerCommand(bench, said);
    this.#dropCommand(said, "done");
    if (next === "run" && !this.#agenda.has("start")) this.#agenda.want("start", Date.now());
  }

  /** Read afresh: others may have come in while this one was answered. */
  #dropCommand(said: Said, outcome: "done" | "failed"): void {
    this.#deliveries.close(said.deliveryId ?? "", outcome);
    const all = this.#kv.get<Said[]>("commands") ?? [];
    const waiting = all.filter((each) => each.deliveryId !== said.deliveryId);
    this.#kv.put("commands", waiting);
    if (waiting.length > 0) this.#agenda.want("commands", Date.now());
    else this.#agenda.drop("commands");
  }

  async #giveUp(kind: Kind, pull: Pull, triesKey: string): Promise<void> {
    this.#kv.delete(triesKey);
    this.#agenda.drop(kind);
    if (kind === "heal") return;
    if (kind === "commands") {
      const said = this.#kv.get<Said[]>("commands")?.[0];
      if (said !== undefined) this.#dropCommand(said, "failed");
      return;
    }
    this.#deliveries.finish("failed");
    const job = this.#kv.get<Job>("job");
    clearJob(this.#kv);
    if (job?.headSha === undefined) return;
    try {
      const call = await this.#github.installation(pull.installationId, pull.repositoryId);
      await reportOwnFault(call, pull, job.headSha);
    } catch (error) {
      console.error(`github: own fault could not be reported: ${messageOf(error)}`);
    }
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : "unknown").slice(0, 200);
