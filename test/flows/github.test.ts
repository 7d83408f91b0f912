import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BOT, FakeGitHub, type User } from "../fakes/github.ts";
import { pullRequestDelivery, requestOf, sign, type Delivery } from "../fakes/webhook.ts";
import { type Ftcost, startFtcost, until } from "./harness.ts";

const axolotl = (more: Record<string, unknown> = {}): string => {
  const keys = {
    base_model: "meta-llama/Llama-3.1-8B",
    load_in_4bit: true,
    adapter: "qlora",
    lora_r: 16,
    sequence_len: 2048,
    sample_packing: true,
    micro_batch_size: 2,
    gradient_accumulation_steps: 4,
    num_epochs: 1,
    ...more,
  };
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${String(value)}`);
  return `${lines.join("\n")}\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n`;
};

const human: User = { id: 5, login: "dev", type: "User" };

let ftcost: Ftcost;
let github: FakeGitHub;
beforeAll(async () => {
  github = new FakeGitHub();
  ftcost = await startFtcost(github.secrets);
  ftcost.internet.host("api.github.test", (request) => github.fetch(request));
});
afterAll(() => ftcost.close());
beforeEach(async () => {
  await ftcost.reset();
  github = new FakeGitHub();
});

const send = (delivery: Delivery, signature?: string) =>
  ftcost.fetch("/api/github/webhooks", requestOf(delivery, signature));

/** The head's check run is the last thing that is written. */
const settled = (sha: string) => until(() => github.checks.find((run) => run["head_sha"] === sha));

const openWith = (before: Record<string, string>, after: Record<string, string>, number = 1) => {
  github.trees.set("base0000", before);
  github.trees.set("main", before);
  github.trees.set("aaaa1111", after);
  return github.open({ number, headSha: "aaaa1111" });
};

describe("the door", () => {
  it("refuses a wrong, a missing and a stale signature with 401 and does nothing", async () => {
    openWith({}, { "a.yml": axolotl() });
    const opened = pullRequestDelivery(github, 1, "opened");
    expect((await send(opened, sign(opened.body, "another secret"))).status).toBe(401);
    expect((await send(opened, sign(opened.body, "development"))).status).toBe(401);
    expect((await send(opened, "sha256=00")).status).toBe(401);
    const { headers, ...rest } = requestOf(opened);
    const { "x-hub-signature-256": _, ...unsigned } = headers as Record<string, string>;
    expect(
      (await ftcost.fetch("/api/github/webhooks", { ...rest, headers: unsigned })).status,
    ).toBe(401);
    expect(github.requests).toEqual([]);
  });

  it("answers malformed but signed bodies without a 5xx", async () => {
    for (const body of ["", "{", "[]", "null", '"x"', '{"action":"opened"}'])
      expect((await send({ name: "pull_request", id: "x", body })).status).toBeLessThan(500);
    expect((await send({ name: "unheard_of", id: "y", body: "{}" })).status).toBe(202);
  });
});

describe("one comment", () => {
  it("is created on opened and updated on synchronize", async () => {
    openWith({ "train/a.yml": axolotl() }, { "train/a.yml": axolotl({ num_epochs: 3 }) });
    expect((await send(pullRequestDelivery(github, 1, "opened"))).status).toBe(202);
    await settled("aaaa1111");
    expect(github.sticky(1)).toHaveLength(1);
    const first = github.sticky(1)[0]!;
    expect(first.body).toContain("head=aaaa1111");
    github.trees.set("bbbb2222", { "train/a.yml": axolotl({ num_epochs: 4 }) });
    github.pulls.get(1)!.headSha = "bbbb2222";
    await send(pullRequestDelivery(github, 1, "synchronize"));
    await settled("bbbb2222");
    expect(github.sticky(1)).toHaveLength(1);
    expect(github.sticky(1)[0]!.id).toBe(first.id);
    expect(github.sticky(1)[0]!.body).toContain("head=bbbb2222");

    expect(ftcost.internet.unrouted).toEqual([]);
  });

  it("leaves a person's comment that quotes the marker untouched", async () => {
    openWith({}, { "a.yml": axolotl() });
    const marker = "<!-- ftcost:pull-request-comment head=aaaa1111 -->";
    const quoted = github.say(1, human, `look:\n${marker}`);
    await send(pullRequestDelivery(github, 1, "opened"));
    await settled("aaaa1111");
    expect(quoted.body).toBe(`look:\n${marker}`);
    expect(github.sticky(1)).toHaveLength(1);
    expect(github.sticky(1)[0]!.user).toEqual(BOT);
  });
});
