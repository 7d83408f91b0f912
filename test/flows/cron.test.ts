import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SOURCES } from "../../pricing/sources/index.ts";
import { fakeRunpod, type FakeGpu } from "../fakes/prices.ts";
import { startFtcost, until, type Ftcost } from "./harness.ts";

type Offer = {
  provider: string;
  gpu: string;
  gpuCount: number;
  pricing: string;
  usdPerHour: number;
  basis: string;
  asOf: string;
  source: string;
};
type SourceHealth = {
  source: string;
  state: string;
  rows: number;
  reason?: string;
  goodAt?: string;
};
type Message = { channel: string; text: string };

const DAY_MS = 24 * 3600 * 1000;
const CRON = "17 * * * *";
/** Hosts of all other sources: down in these flows. */
const others = () =>
  new Set(
    SOURCES.filter((source) => source.id !== "runpod")
      .flatMap((source) => source.requests({ LAMBDA_API_KEY: "x" }))
      .map((ask) => new URL(ask.url).hostname),
  );

describe("the schedule, from the price hosts to the answers", () => {
  let ftcost: Ftcost;
  const posted: Message[] = [];
  let slackIsDown = false;
  const gpus: FakeGpu[] = [];
  const runpod = fakeRunpod(gpus);
  const start = Date.parse(new Date().toISOString().slice(0, 10));

  beforeAll(async () => {
    ftcost = await startFtcost({
      SLACK_SIGNING_SECRET: "s3cret",
      SLACK_BOT_TOKEN: "xoxb-test",
      SLACK_API_URL: "https://slack.test/api/",
      ALERT_SLACK_CHANNEL: "C0PRICES",
      ALERT_THRESHOLD_PERCENT: "10",
    });
    ftcost.internet.host(runpod.host, runpod.answer);
    for (const host of others())
      ftcost.internet.host(host, () => new Response("down", { status: 503 }));
    ftcost.internet.host("slack.test", async (request) => {
      if (slackIsDown) return new Response("down", { status: 500 });
      if (request.headers.get("authorization") !== "Bearer xoxb-test")
        return Response.json({ ok: false, error: "invalid_auth" });
      posted.push((await request.json()) as Message);
      return Response.json({ ok: true, ts: "1.0" });
    });
  });
  afterAll(() => ftcost.close());
  beforeEach(async () => {
    await ftcost.reset();
    posted.length = 0;
    slackIsDown = false;
    runpod.failWith(undefined);
    gpus.splice(
      0,
      gpus.length,
      { displayName: "H100 SXM", memoryInGb: 80, securePrice: 2.79 },
      { displayName: "A100 SXM", memoryInGb: 80, securePrice: 1.49 },
      { displayName: "RTX 4090", memoryInGb: 24, securePrice: 0.69, communityPrice: 0.34 },
    );
  });

  const health = async (): Promise<
    Record<string, SourceHealth & { checkedAt?: string }> & { waiting?: never }
  > => {
    const body = (await (await ftcost.fetch("/health")).json()) as {
      prices: { sources: SourceHealth[] };
    };
    return Object.fromEntries(body.prices.sources.map((source) => [source.source, source]));
  };
  const waiting = async () =>
    ((await (await ftcost.fetch("/health")).json()) as { prices: { alertsWaiting: number } }).prices
      .alertsWaiting;
  const prices = async (
    query = "provider=runpod&gpu=H100-80GB-SXM&pricing=on_demand",
  ): Promise<Offer[]> =>
    ((await (await ftcost.fetch(`/v1/prices?${query}`)).json()) as { offers: Offer[] }).offers;

  /** One cycle as of a day; over when its last slice has left the queue. */
  const cycle = async (day: number) => {
    await ftcost.runCron(CRON, new Date(start + day * DAY_MS));
    await until(async () => {
      const { prices: book } = (await (await ftcost.fetch("/health")).json()) as {
        prices: { refreshing: boolean };
      };
      return !book.refreshing;
    });
  };

  it("answers from the snapshot before any refresh, and says so", async () => {
    const offers = await prices();
    expect(offers.length).toBeGreaterThan(0);
    expect(offers.every((offer) => offer.basis === "snapshot")).toBe(true);
    expect((await health())["runpod"]).toMatchObject({ state: "never" });
  });

  it("brings a host's prices into the answers, while every other source is down", async () => {
    await cycle(0);
    const offers = await prices();
    expect(offers[0]).toMatchObject({
      gpuCount: 1,
      usdPerHour: 2.79,
      basis: "live",
      source: "api.runpod.io",
      asOf: new Date(start).toISOString().slice(0, 10),
    });
    const sources = await health();
    expect(sources["runpod"]).toMatchObject({ state: "fresh" });
    const failing = Object.values(sources).filter((source) => source.state === "kept");
    for (const source of failing) expect(source.reason).toBe("answered 503");
    expect((await prices("provider=coreweave")).length).toBeGreaterThan(0);
  });

  it("keeps the last good prices when the host fails, with their age and the reason", async () => {
    await cycle(0);
    runpod.failWith(
      () => new Response("<html>maintenance</html>", { headers: { "content-type": "text/html" } }),
    );
    await cycle(1);
    expect((await prices())[0]).toMatchObject({
      usdPerHour: 2.79,
      basis: "live",
      asOf: new Date(start).toISOString().slice(0, 10),
    });
    expect((await health())["runpod"]).toMatchObject({
      state: "kept",
      reason: "HTML instead of JSON",
      goodAt: new Date(start).toISOString(),
    });
  });

  it("posts a move over the threshold once, and a move under it never", async () => {
    await cycle(0);
    gpus[0]!.securePrice = 2.95;
    await cycle(1);
    expect(posted.filter((message) => message.text.includes("GPU prices moved"))).toHaveLength(0);
    gpus[0]!.securePrice = 3.19;
    await cycle(2);
    await cycle(3);
    const moves = posted.filter((message) => message.text.includes("GPU prices moved"));
    expect(moves).toHaveLength(1);
    expect(moves[0]!.channel).toBe("C0PRICES");
    expect(moves[0]!.text).toMatch(
      /runpod H100-80GB-SXM on-demand: \$2\.79 .* → \$3\.19 per GPU-hour \(\+14 %.*api\.runpod\.io/,
    );
  });

  it("keeps an alert while Slack is down and sends it later, once", async () => {
    await cycle(0);
    slackIsDown = true;
    gpus[0]!.securePrice = 3.19;
    await cycle(1);
    expect(posted).toHaveLength(0);
    expect(await waiting()).toBeGreaterThan(0);
    slackIsDown = false;
    await cycle(2);
    await cycle(3);
    expect(posted.filter((message) => message.text.includes("GPU prices moved"))).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  it("says once that a source has been failing for a day", async () => {
    await cycle(0);
    runpod.failWith(() => new Response("", { status: 500 }));
    for (const day of [1, 2, 3, 4]) await cycle(day);
    const failures = posted.filter((message) => message.text.includes("runpod: answered 500"));
    expect(failures).toHaveLength(1);
  });

  it("serves what a price has been", async () => {
    await cycle(0);
    gpus[0]!.securePrice = 3.19;
    await cycle(1);
    const answer = (await (
      await ftcost.fetch("/v1/prices/history?gpu=H100&provider=runpod")
    ).json()) as {
      series: { gpuCount: number; points: { usdPerHour: number }[] }[];
    };
    const one = answer.series.find((series) => series.gpuCount === 1);
    expect(one!.points.map((point) => point.usdPerHour)).toEqual([2.79, 3.19]);
    const first = (await (await ftcost.fetch("/v1/prices/history?limit=3")).json()) as {
      next: string;
      total: number;
      series: unknown[];
    };
    const second = await ftcost.fetch(
      `/v1/prices/history?limit=1000&cursor=${encodeURIComponent(first.next)}`,
    );
    const rest = ((await second.json()) as { series: unknown[] }).series;
    expect(first.series.length + rest.length).toBe(first.total);
    expect((await ftcost.fetch("/v1/prices/history?cursor=nonsense")).status).toBe(400);
    expect((await ftcost.fetch("/v1/prices/history?cursor=3@other")).status).toBe(400);
  });

  it.each([
    ["gpu=H900", "gpu"],
    ["pricing=free", "pricing"],
    ["provider=runpood", "provider"],
    ["colour=red", "colour"],
    ["cursor=nonsense", "cursor"],
  ])("answers 400 to /v1/prices?%s and names the path", async (query, path) => {
    const response = await ftcost.fetch(`/v1/prices?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const { problems } = (await response.json()) as { problems: { path: string }[] };
    expect(problems[0]!.path).toBe(path);
  });

  it.each(["/v1/prices", "/v1/prices?gpu=h100", "/v1/prices/history"])(
    "answers 304 to what %s answered before, weakened or in a list too",
    async (path) => {
      const etag = (await ftcost.fetch(path)).headers.get("etag")!;
      expect(etag).toMatch(/^"[^"]+"$/);
      for (const tag of [etag, `W/${etag}`, `"other", ${etag}`])
        expect((await ftcost.fetch(path, { headers: { "if-none-match": tag } })).status).toBe(304);
      const other = await ftcost.fetch(path, { headers: { "if-none-match": '"other"' } });
      expect(other.status).toBe(200);
    },
  );

  it("pages through every offer without a gap or a repetition", async () => {
    const seen: string[] = [];
    let cursor = "";
    let total = 0;
    do {
      const page = (await (await ftcost.fetch(`/v1/prices?limit=300${cursor}`)).json()) as {
        offers: Offer[];
        next?: string;
        total: number;
      };
      seen.push(...page.offers.map((offer) => JSON.stringify(offer)));
      total = page.total;
      cursor = page.next === undefined ? "" : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== "");
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });
});
