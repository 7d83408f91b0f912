/**
 * A simulated market of daily refreshes: true prices that drift and jump, hosts that fail in every known
 * way, a Slack that is down now and then. The truth is known here and nowhere in the product, so each
 * believed price and each alert can be held against it.
 */
import { offerKey, usdPerGpuHour } from "../../pricing/expectation.ts";
import { beginCycle, slice, type CycleDeps } from "../../pricing/cycle.ts";
import { KV_WRITES_A_DAY } from "../../pricing/ledger.ts";
import { sheetKey, type Sheet } from "../../pricing/source-state.ts";
import type { PriceSource } from "../../pricing/sources/source.ts";
import { memoryStore } from "../../pricing/store.ts";
import { PAYLOADS, type Times } from "../fakes/payloads.ts";

const DAY_MS = 86_400_000;
const START = Date.parse("2026-11-23T06:17:00Z");
const THRESHOLD_PERCENT = 10;
const KEYS = {
  LAMBDA_API_KEY: "k",
  DIGITALOCEAN_TOKEN: "k",
  PRIME_INTELLECT_API_KEY: "k",
  TOGETHER_API_KEY: "k",
};

/** A repeatable stream of numbers from 0 to 1 (a linear congruential generator, Knuth's constants). */
export const randomFrom = (seed: number): (() => number) => {
  let state = BigInt(seed) * 2862933555777941757n + 3037000493n;
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 11n) / 2 ** 53;
  };
};

type Fault = {
  name: string;
  answer?: (body: string) => Response | Promise<Response>;
  poison?: (row: string) => number;
};

const faults = (random: () => number): Fault => {
  const share = 0.1 + random() * 0.5;
  const factor = random() < 0.5 ? 0.1 + random() * 0.35 : 1.7 + random() * 5;
  const hit = new Map<string, boolean>();
  const some = (row: string) => {
    if (!hit.has(row)) hit.set(row, random() < share);
    return hit.get(row) === true ? factor : 1;
  };
  const all: Fault[] = [
    { name: "HTML", answer: () => new Response("<html>Just a moment...</html>") },
    { name: "[]", answer: () => new Response("[]") },
    { name: "{}", answer: () => new Response("{}") },
    {
      name: "truncated",
      answer: (body) =>
        new Response(body.slice(0, Math.floor(body.length * (0.1 + random() * 0.85)))),
    },
    { name: "x100", poison: () => 100 },
    { name: "/100", poison: () => 0.01 },
    { name: "zero", poison: () => 0 },
    { name: "null", poison: () => Number.NaN },
    {
      name: "renamed",
      answer: (body) =>
        new Response(
          body.replaceAll(
            /price|cost|train\b|training|hour|dph_total|on_demand|maxParams|pricing|completion/gi,
            (word) => `x_${word}_v2`,
          ),
        ),
    },
    { name: "500", answer: () => new Response("", { status: 500 }) },
    {
      name: "429",
      answer: () => new Response("", { status: 429, headers: { "retry-after": "3600" } }),
    },
    {
      name: "timeout",
      answer: () => Promise.reject(new DOMException("timed out", "TimeoutError")),
    },
    {
      name: "30 MB",
      answer: () => new Response("x", { headers: { "content-length": "31457280" } }),
    },
    { name: "some rows wrong", poison: some },
    { name: "all rows wrong", poison: () => factor },
    { name: "some rows wrong", poison: some },
  ];
  return all[Math.floor(random() * all.length)]!;
};

/** The true factor of every row by day: mostly still, sometimes a step that stays. */
const market = (random: () => number) => {
  const factors = new Map<string, number>();
  const days = new Map<string, number>();
  return (source: string, day: number, isQuiet: boolean): Times =>
    (row) => {
      const key = `${source} ${row}`;
      if (days.get(key) !== day) {
        days.set(key, day);
        const before = factors.get(key) ?? 1;
        const dice = random();
        let step = 1;
        if (!isQuiet && dice < 0.03) step = 1 + (random() - 0.5) * 0.04;
        else if (!isQuiet && dice < 0.034)
          step = 1 + (random() < 0.5 ? -1 : 1) * (0.12 + random() * 0.3);
        else if (!isQuiet && dice < 0.0345) step = random() < 0.5 ? 0.4 : 1.8;
        const next = Math.round(before * step * 1e4) / 1e4;
        // A market that left for good would leave the plausible range with it.
        factors.set(key, next > 2.2 || next < 0.45 ? before : next);
      }
      return factors.get(key)!;
    };
};

/** Second hand tells the same market: its rows are the providers' own. */
const truthOf = (source: string, of: (id: string) => Times): Times => {
  if (source === "gcp-mirror") return of("gcp");
  if (source !== "gputable") return of(source);
  const own = of("gputable");
  return (row) => {
    if (row.startsWith("RunPod H100 SXM")) return of("runpod")("secure H100 SXM");
    if (row.startsWith("Lambda H100 SXM")) return of("lambda")("gpu_1x_h100_sxm5");
    return own(row);
  };
};

export type YearResult = {
  refreshes: number;
  faultsInjected: number;
  believedFaults: string[];
  /** Wrong by no more than the gate lets a true price move at once: no single source can tell. */
  faultsUnderTheGate: number;
  wrongAlerts: string[];
  repeatedAlerts: string[];
  missedMoves: string[];
  alerts: number;
  delaysDays: number[];
  kvWritesMost: number;
  emptyDays: string[];
};

/** What a message prints of a price. */
const printed = (price: number): string => price.toFixed(price >= 1 ? 2 : 3);
/** The gate's own limit on one row's move (pricing/check.ts). */
const GATE_MOVE = 0.5;

const LINE = /^• (\S+) (\S+) ([\w-]+): \$([\d.]+) \(([\d-]+)\) → \$([\d.]+) per GPU-hour/;

export const simulate = async (options: {
  days: number;
  sources: readonly PriceSource[];
  seed: number;
}): Promise<YearResult> => {
  const { days, sources } = options;
  const random = randomFrom(options.seed);
  const store = memoryStore();
  const truth = market(random);
  const truths = new Map<string, Set<number>>();
  const trueLevels = new Map<string, Set<string>>();
  const result: YearResult = {
    refreshes: 0,
    faultsInjected: 0,
    believedFaults: [],
    faultsUnderTheGate: 0,
    wrongAlerts: [],
    repeatedAlerts: [],
    missedMoves: [],
    alerts: 0,
    delaysDays: [],
    kvWritesMost: 0,
    emptyDays: [],
  };
  const alerted = new Map<string, number>();
  const waitingSince = new Map<string, number>();
  const said = new Set<string>();
  /** What each row was believed to cost the day before. */
  const yesterday = new Map<string, number>();
  let slackIsDown = false;
  let writes = 0;
  let published = "";
  const posts: string[] = [];
  const quiet = days - 8;

  for (let day = 0; day < days; day++) {
    const now = new Date(START + day * DAY_MS);
    slackIsDown = day < quiet && random() < 0.1;
    writes = 0;
    posts.length = 0;
    const levels = new Map<string, number>();
    const answers = new Map<string, { bodies: string[]; fault: Fault | undefined }>();
    for (const source of sources) {
      const times = truthOf(source.id, (id) => truth(id, day, day >= quiet));
      const right = source.parse(PAYLOADS[source.id]!(times));
      for (const offer of right.offers) {
        const key = `${source.id} ${offerKey(offer)}`;
        truths.set(key, (truths.get(key) ?? new Set()).add(offer.usdPerHour));
        if (offer.available === false) continue;
        const level = [offer.provider, offer.gpu, offer.pricing].join("|");
        const price = usdPerGpuHour(offer);
        if (source.secondHand !== true)
          levels.set(level, Math.min(levels.get(level) ?? Number.POSITIVE_INFINITY, price));
        trueLevels.set(level, (trueLevels.get(level) ?? new Set()).add(printed(price)));
      }
      const fault = day > 0 && day < quiet && random() < 0.15 ? faults(random) : undefined;
      if (fault !== undefined) result.faultsInjected++;
      const poison = fault?.poison;
      const bodies =
        poison === undefined
          ? PAYLOADS[source.id]!(times)
          : PAYLOADS[source.id]!((row) => times(row) * poison(row));
      answers.set(source.id, { bodies, fault });
    }

    let asked: { id: string; next: number } = { id: "", next: 0 };
    const deps: CycleDeps = {
      store,
      sources,
      settings: {
        ...KEYS,
        ALERT_SLACK_CHANNEL: "C1",
        ALERT_THRESHOLD_PERCENT: String(THRESHOLD_PERCENT),
      },
      fetch: (async (input: string) => {
        const source = sources.find((one) =>
          one.requests(KEYS).some((ask) => ask.url === String(input)),
        )!;
        asked =
          asked.id === source.id
            ? { id: source.id, next: asked.next + 1 }
            : { id: source.id, next: 0 };
        const { bodies, fault } = answers.get(source.id)!;
        const body = bodies[asked.next % bodies.length]!;
        return fault?.answer === undefined ? new Response(body) : fault.answer(body);
      }) as unknown as typeof fetch,
      publish: async (text) => {
        writes++;
        published = text;
      },
      post: async (message) => {
        if (slackIsDown) return false;
        posts.push(message.text);
        return true;
      },
      costOf: () => () => null,
      log: () => result.refreshes++,
    };
    beginCycle(deps, now);
    while (await slice(deps));
    result.kvWritesMost = Math.max(result.kvWritesMost, writes);
    if (writes > KV_WRITES_A_DAY) throw new Error("more KV writes than the plan has");
    if (published.length < 1000) result.emptyDays.push(now.toISOString());

    for (const source of sources) {
      for (const offer of store.get<Sheet>(sheetKey(source.id))?.offers ?? []) {
        const key = `${source.id} ${offerKey(offer)}`;
        const before = yesterday.get(key);
        yesterday.set(key, offer.usdPerHour);
        if (truths.get(key)?.has(offer.usdPerHour) === true) continue;
        if (before !== undefined && Math.abs(offer.usdPerHour / before - 1) <= GATE_MOVE) {
          result.faultsUnderTheGate++;
          const level = [offer.provider, offer.gpu, offer.pricing].join("|");
          trueLevels.get(level)?.add(printed(usdPerGpuHour(offer)));
          continue;
        }
        result.believedFaults.push(
          `day ${day} ${key}: $${before} -> $${offer.usdPerHour} (${answers.get(source.id)?.fault?.name ?? "no fault"})`,
        );
      }
    }
    readAlerts(posts, day, { result, said, alerted, waitingSince, trueLevels });
    for (const [level, price] of levels) {
      const last = alerted.get(level);
      if (last === undefined) alerted.set(level, price);
      else if (Math.abs(price / last - 1) * 100 >= THRESHOLD_PERCENT) {
        if (!waitingSince.has(level)) waitingSince.set(level, day);
      } else waitingSince.delete(level);
    }
    if (day === days - 1)
      for (const [level, price] of levels) {
        // Messages print cents: a move may fall within their rounding.
        const last = alerted.get(level)!;
        if (Math.abs(price / last - 1) * 100 >= THRESHOLD_PERCENT + (100 * 0.01) / last)
          result.missedMoves.push(`${level}: $${last} alerted last, $${price} at the end`);
      }
  }
  return result;
};

const readAlerts = (
  posts: string[],
  day: number,
  to: {
    result: YearResult;
    said: Set<string>;
    alerted: Map<string, number>;
    waitingSince: Map<string, number>;
    trueLevels: Map<string, Set<string>>;
  },
): void => {
  for (const line of posts.flatMap((text) => text.split("\n"))) {
    const found = LINE.exec(line);
    if (found === null) continue;
    const [, provider, gpu, pricing, , , after] = found;
    const level = [provider, gpu, pricing!.replace("-", "_")].join("|");
    to.result.alerts++;
    if (to.said.has(line)) to.result.repeatedAlerts.push(line);
    to.said.add(line);
    if (to.trueLevels.get(level)?.has(after!) !== true)
      to.result.wrongAlerts.push(`day ${day} ${line}`);
    const since = to.waitingSince.get(level);
    to.result.delaysDays.push(since === undefined ? 0 : day - since);
    to.waitingSince.delete(level);
    to.alerted.set(level, Number(after));
  }
};

export const delayTable = (delays: number[]): string => {
  const counts = new Map<number, number>();
  for (const delay of delays) counts.set(delay, (counts.get(delay) ?? 0) + 1);
  return [...counts]
    .sort(([left], [right]) => left - right)
    .map(([delay, count]) => `${delay} d: ${count}`)
    .join(", ");
};
