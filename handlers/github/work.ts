import type { Env } from "../../src/env.ts";
import type { Agenda, Kind } from "./agenda.ts";
import type { Bench, Job } from "./bench.ts";
import { reportOwnFault } from "./check.ts";
import type { GitHub } from "./client.ts";
import { answerCommand, type Said } from "./commands.ts";
import type { Deliveries } from "./deliveries.ts";
import { clearJob, runStep, startJob } from "./job.ts";
import { register, type Pull } from "./objects.ts";
import { healDuplicates } from "./upsert.ts";

/** GitHub ends a request after ten seconds: until then a create thought failed may still come to light. */
const DOUBT_MILLISECONDS = 12_000;
const MOST_HEALS = 6;
const LAST_HEAL_MILLISECONDS = 60_000;

export type Desk = {
  env: Env;
  kv: SyncKvStorage;
  github: GitHub;
  agenda: Agenda;
  deliveries: Deliveries;
  debounceMilliseconds: number;
};

/** What is done about a pull request when it is due, one piece at a time; what fails is thrown. */
export class Work {
  #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Tells whether the pull request turned out to be closed. */
  async do(kind: Kind, pull: Pull): Promise<"closed" | "open"> {
    const { env, kv, github, agenda, deliveries, debounceMilliseconds } = this.#desk;
    const call = await github.installation(pull.installationId, pull.repositoryId);
    const app = github.app();
    const bench: Bench = { env, kv, call, app, pull, now: Date.now(), debounceMilliseconds };
    if (kind === "step") return await this.#step(bench);
    if (kind === "start") {
      agenda.runStarts();
      deliveries.begin();
      startJob(kv);
      agenda.want("step", Date.now());
      await register(env).open(pull);
    } else if (kind === "heal") await this.#heal(bench);
    else await this.#command(bench);
    return "open";
  }

  async #step(bench: Bench): Promise<"closed" | "open"> {
    const { kv, agenda, deliveries, debounceMilliseconds } = this.#desk;
    const next = await runStep(bench);
    agenda.drop("step");
    if (next.kind === "again") {
      agenda.want("step", Date.now() + (next.inMilliseconds ?? 0));
      return "open";
    }
    if (next.kind === "stale") {
      // The head moved under us; its delivery may be on the way or lost, so do not wait for it.
      if (!agenda.has("start")) agenda.want("start", Date.now());
      return "open";
    }
    deliveries.finish("done");
    clearJob(kv);
    kv.delete("onlyIfMoved");
    if (next.kind === "closed") return "closed";
    if (next.inDoubt) {
      const heals = Math.ceil(DOUBT_MILLISECONDS / Math.max(debounceMilliseconds, 1));
      kv.put("heals", Math.min(heals, MOST_HEALS));
      agenda.want("heal", Date.now() + debounceMilliseconds);
    }
    return "open";
  }

  async #heal(bench: Bench): Promise<void> {
    const { kv, agenda, debounceMilliseconds } = this.#desk;
    await healDuplicates(bench);
    const left = (kv.get<number>("heals") ?? 1) - 1;
    kv.put("heals", left);
    if (left < 0) return agenda.drop("heal");
    const wait = left > 0 ? debounceMilliseconds : LAST_HEAL_MILLISECONDS;
    agenda.want("heal", Date.now() + wait);
  }

  async #command(bench: Bench): Promise<void> {
    const { kv, agenda } = this.#desk;
    const said = kv.get<Said[]>("commands")?.[0];
    if (said === undefined) return agenda.drop("commands");
    const next = await answerCommand(bench, said);
    this.#dropCommand(said, "done");
    if (next === "run" && !agenda.has("start")) agenda.want("start", Date.now());
  }

  /** Read afresh: others may have come in while this one was answered. */
  #dropCommand(said: Said, outcome: "done" | "failed"): void {
    const { kv, agenda, deliveries } = this.#desk;
    deliveries.close(said.deliveryId ?? "", outcome);
    const all = kv.get<Said[]>("commands") ?? [];
    const waiting = all.filter((each) => each.deliveryId !== said.deliveryId);
    kv.put("commands", waiting);
    if (waiting.length > 0) agenda.want("commands", Date.now());
    else agenda.drop("commands");
  }

  /** It cannot be done: what waited for it is told, and the check run says that it was our fault. */
  async giveUp(kind: Kind, pull: Pull): Promise<void> {
    const { kv, github, deliveries } = this.#desk;
    if (kind === "heal") return;
    if (kind === "commands") {
      const said = kv.get<Said[]>("commands")?.[0];
      if (said !== undefined) this.#dropCommand(said, "failed");
      return;
    }
    deliveries.finish("failed");
    const job = kv.get<Job>("job");
    clearJob(kv);
    if (job?.headSha === undefined) return;
    try {
      const call = await github.installation(pull.installationId, pull.repositoryId);
      await reportOwnFault(call, pull, job.headSha);
    } catch (error) {
      console.error(`github: own fault could not be reported: ${messageOf(error)}`);
    }
  }
}

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : "unknown").slice(0, 200);
