/** From `/ftcost alerts` in a channel over the price hosts to the message in that channel, on the real bundle. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SOURCES } from "../../pricing/sources/index.ts";
import { fakeRunpod, type FakeGpu } from "../fakes/prices.ts";
import { commandBody, FakeSlack, FORM, signed, SIGNING_SECRET } from "../fakes/slack.ts";
import { type Ftcost, startFtcost, until } from "./harness.ts";

const TEAM = "T1";
const DAY_MS = 86_400_000;
const start = Date.parse(new Date().toISOString().slice(0, 10));

let ftcost: Ftcost;
let slack: FakeSlack;
const gpus: FakeGpu[] = [
  { displayName: "H100 SXM", memoryInGb: 80, securePrice: 2.79 },
  { displayName: "A100 SXM", memoryInGb: 80, securePrice: 1.49 },
  { displayName: "RTX 4090", memoryInGb: 24, securePrice: 0.69, communityPrice: 0.34 },
];

beforeAll(async () => {
  slack = new FakeSlack();
  const team = slack.addTeam(TEAM);
  ftcost = await startFtcost({ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: team.token });
  const runpod = fakeRunpod(gpus);
  const others = SOURCES.flatMap((source) => source.requests({ LAMBDA_API_KEY: "x" }));
  for (const ask of others)
    ftcost.internet.host(new URL(ask.url).hostname, () => new Response("down", { status: 503 }));
  ftcost.internet.host(runpod.host, runpod.answer);
  ftcost.internet.host("slack.com", (request) => slack.api(request));
  ftcost.internet.host("hooks.slack.com", (request) => slack.hooks(request));
});
afterAll(() => ftcost.close());

const ask = async (text: string): Promise<string> => {
  const before = slack.delivered.length;
  const response = await ftcost.fetch(
    "/slack/events",
    signed(commandBody(slack, TEAM, text), FORM),
  );
  expect(response.status).toBe(200);
  const acked = await response.text();
  return acked === ""
    ? JSON.stringify((await until(() => slack.delivered[before])).payload)
    : acked;
};
const health = async () =>
  (
    (await (await ftcost.fetch("/health")).json()) as {
      prices: { refreshing: boolean; subscriptions: number };
    }
  ).prices;
const cycle = async (day: number) => {
  await ftcost.runCron("17 * * * *", new Date(start + day * DAY_MS));
  await until(async () => !(await health()).refreshing);
};
const posts = () =>
  slack.sent
    .filter(({ method }) => method === "chat.postMessage")
    .map(({ payload }) => payload as { channel: string; text: string });

describe("price alerts of a channel", () => {
  it("tells the channel once, with the price and what a saved run costs, and not the move of another GPU", async () => {
    await ask("save nightly llama-3.1-8b qlora 50k rows on runpod 1xh100");
    expect(await ask("alerts on h100 5%")).toContain("H100-80GB-SXM moves by 5 %");
    expect(await ask("alerts on run nightly 2%")).toContain("the run nightly moves by 2 %");
    expect(await ask("alerts on rtx 4090 3% weekly")).toContain("in a weekly digest");
    expect(await ask("alerts on run missing 2%")).toContain("No saved run of yours");
    expect((await health()).subscriptions).toBe(3);

    await cycle(0);
    gpus[1]!.securePrice = 1.79;
    await cycle(1);
    expect(posts().filter(({ text }) => text.includes("A100"))).toEqual([]);
    slack.sent.length = 0;

    gpus[0]!.securePrice = 1.99;
    gpus[2]!.securePrice = 0.62;
    await cycle(2);
    await cycle(3);
    const said = posts();
    expect(said.filter(({ text }) => text.includes("H100-80GB-SXM"))).toHaveLength(1);
    expect(said[0]!.channel).toBe(`C1${TEAM}`);
    expect(said[0]!.text).toMatch(
      /runpod H100-80GB-SXM on-demand: \$2\.79 \(\d{4}-\d\d-\d\d\) → \$1\.99 per GPU-hour \(−29 %/,
    );
    expect(said.filter(({ text }) => text.includes("nightly:"))).toHaveLength(1);
    expect(said.map(({ text }) => text).join("\n")).toMatch(
      /• nightly: \$\d+\.\d+ \([\d-]+\) → \$\d+\.\d+ \(−\d+ %\)/,
    );
    // The digest waits for its week.
    expect(said.some(({ text }) => text.includes("RTX4090"))).toBe(false);
    await cycle(8);
    const digests = posts().filter(({ text }) => text.includes("weekly digest"));
    expect(digests).toHaveLength(1);
    expect(digests[0]!.text).toContain("$0.690");

    await ask("alerts off run nightly");
    expect(await ask("alerts")).not.toContain("nightly");
  });
});
