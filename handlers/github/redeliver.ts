import { missingForGitHub, type Env } from "../../src/env.ts";
import { GitHub } from "./client.ts";

type Delivery = {
  id: number;
  guid: string;
  status_code: number;
  delivered_at: string;
  event: string;
};

const PER_PAGE = 100;
/** GitHub keeps failed deliveries for three days. */
const KEPT_MILLISECONDS = 3 * 24 * 3600 * 1000;
/** Requests of one cron invocation are shared with the prices. */
const MOST_AT_ONCE = 15;
/** What failed so often will fail again. */
const MOST_ATTEMPTS = 4;

/** Ids to deliver again: of each event the newest attempt, when no attempt arrived. Pure. */
export const lostDeliveries = (all: readonly Delivery[], nowMilliseconds: number): number[] => {
  const byEvent = Map.groupBy(all, (delivery) => delivery.guid);
  const lost: number[] = [];
  for (const attempts of byEvent.values()) {
    if (attempts.some(({ status_code: status }) => status >= 200 && status < 300)) continue;
    if (attempts.length >= MOST_ATTEMPTS) continue;
    const [newest] = attempts.toSorted((left, right) => right.id - left.id);
    if (newest === undefined) continue;
    // A wrong signature (401) or a body we refuse (4xx) stays wrong; 0 is a connection that failed.
    if (newest.status_code >= 400 && newest.status_code < 500 && newest.status_code !== 429)
      continue;
    if (nowMilliseconds - Date.parse(newest.delivered_at) > KEPT_MILLISECONDS) continue;
    lost.push(newest.id);
  }
  return lost.slice(0, MOST_AT_ONCE);
};

/** For the cron: GitHub does not redeliver by itself. */
export const redeliverFailed = async (env: Env, nowMilliseconds: number): Promise<number> => {
  if (missingForGitHub(env).length > 0) return 0;
  const github = new GitHub(env);
  const isYoung = (page: readonly Delivery[]) =>
    page.every((each) => nowMilliseconds - Date.parse(each.delivered_at) < KEPT_MILLISECONDS);
  const route = "GET /app/hook/deliveries";
  const all = await github.appPages<Delivery>(route, { per_page: PER_PAGE }, isYoung);
  const lost = lostDeliveries(all, nowMilliseconds);
  const call = github.app();
  for (const id of lost)
    await call("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: id });
  return lost.length;
};
