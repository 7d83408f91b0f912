import { loadCatalog } from "../../pricing/catalog.ts";
import { missingForGitHub, type Env } from "../../src/env.ts";
import { register } from "./objects.ts";
import { redeliverFailed } from "./redeliver.ts";

/** GitHub's part of the schedule: what got lost is delivered again, what prices moved is looked at again. */
export const githubCron = async (env: Env, nowMilliseconds: number): Promise<void> => {
  if (missingForGitHub(env).length > 0) return;
  const catalog = await loadCatalog(env, new Date(nowMilliseconds));
  const repriced = await register(env).reprice(catalog.id);
  const redelivered = await redeliverFailed(env, nowMilliseconds);
  console.log(JSON.stringify({ event: "github cron", repriced, redelivered }));
};
