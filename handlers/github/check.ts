import { Refused, type Call } from "./client.ts";
import { composeCheck, type Check } from "./compose-check.ts";
import { type Bench, type Job, type Next } from "./bench.ts";
import type { Pull } from "./objects.ts";

const NAME = "ftcost";
const CHECK = "check";

type Known = { headSha: string; id: number; said: string };

const fields = (pull: Pull, headSha: string, check: Check) => ({
  owner: pull.owner,
  repo: pull.repo,
  name: NAME,
  head_sha: headSha,
  external_id: `pull:${pull.number}`,
  status: "completed",
  conclusion: check.conclusion,
  actions: [
    { label: "Estimate again", description: "Looks at the newest commit now", identifier: "again" },
  ],
  output: {
    title: check.title.slice(0, 250),
    summary: check.summary.slice(0, 65_000),
    // GitHub takes 50 annotations a request; more than that nobody reads.
    annotations: check.annotations.slice(0, 50),
  },
});

/** The check run of this head, made once and then brought up to date. */
export const reportCheck = async (bench: Bench, job: Job): Promise<Next> => {
  const check = await composeCheck(bench, job);
  const headSha = job.headSha ?? "";
  const known = bench.kv.get<Known>(CHECK);
  const said = JSON.stringify(check);
  const done: Next = { kind: "done", inDoubt: job.inDoubt ?? false };
  try {
    if (known?.headSha === headSha) {
      if (known.said === said) return done;
      const { head_sha: _, ...changed } = fields(bench.pull, headSha, check);
      const route = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}";
      await bench.call(route, { ...changed, check_run_id: known.id });
      bench.kv.put(CHECK, { ...known, said } satisfies Known);
    } else {
      const made = await bench.call<{ id: number }>(
        "POST /repos/{owner}/{repo}/check-runs",
        fields(bench.pull, headSha, check),
      );
      bench.kv.put(CHECK, { headSha, id: made.id, said } satisfies Known);
    }
  } catch (error) {
    // Not allowed to write checks, or not there: the comment stands by itself.
    if (!(error instanceof Refused)) throw error;
  }
  return done;
};

/** We or the network failed: that must not fail anybody's pull request. */
export const reportOwnFault = async (call: Call, pull: Pull, headSha: string): Promise<void> => {
  const check: Check = {
    conclusion: "neutral",
    title: "ftcost could not make an estimate",
    summary:
      "The fault is on our side or on the way to GitHub, not in this pull request. It is tried again at the next push, or by a re-run of this check.",
    annotations: [],
  };
  await call("POST /repos/{owner}/{repo}/check-runs", fields(pull, headSha, check));
};
