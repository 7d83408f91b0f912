/** What a repository's rules, its people and the prices do to the comment: the real bundle again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CATALOG_KEY } from "../../pricing/catalog.ts";
import { pack } from "../../pricing/sheet.ts";
import { snapshotPrices } from "../../pricing/snapshot.ts";
import type { User } from "../fakes/github.ts";
import { commentDelivery, delivery, pullRequestDelivery } from "../fakes/webhook.ts";
import { axolotl, HEAD, World } from "./github-world.ts";
import { until } from "./harness.ts";

const CONFIG = "train/a.yml";
const RULES = ".github/ftcost.yml";
const maria: User = { id: 6, login: "maria", type: "User" };

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.ftcost.close());
beforeEach(() => world.reset());

const send = (action = "synchronize", more: Record<string, unknown> = {}) =>
  world.send(pullRequestDelivery(world.github, 1, action, more));
const open = (rules: string, after: Record<string, unknown> = { num_epochs: 3 }, before = {}) =>
  world.openWith(
    { [CONFIG]: axolotl(before), [RULES]: rules },
    { [CONFIG]: axolotl(after), [RULES]: rules },
  );
const headline = () => world.body().split("\n")[0]!;
const afterUsd = () => /to (\$[\d,.]+) a run/.exec(headline())![1]!;

describe("the repository's rules", () => {
  it("speak only past the threshold, and keep a comment that is there up to date", async () => {
    open("comment: { minimumIncrease: { percent: 300 } }\n");
    await send("opened");
    await world.checkOf(HEAD);
    expect(world.github.own(1)).toEqual([]);
    world.push("bbbb2222", {
      [CONFIG]: axolotl({ num_epochs: 9 }),
      [RULES]: "comment: { minimumIncrease: { percent: 300 } }\n",
    });
    await send();
    await world.checkOf("bbbb2222");
    expect(world.github.own(1)).toHaveLength(1);
    world.push("cccc3333", {
      [CONFIG]: axolotl({ num_epochs: 2 }),
      [RULES]: "comment: { minimumIncrease: { percent: 300 } }\n",
    });
    await send();
    await world.checkOf("cccc3333");
    expect(world.body()).toContain("head=cccc3333");
  });

  it("count the files that they say", async () => {
    open("paths: [serve/**]\n");
    await send("opened");
    expect((await world.checkOf(HEAD))["conclusion"]).toBe("success");
    expect(world.github.own(1)).toEqual([]);
  });

  it("fill in hardware and own prices, for the comment and for what-if alike", async () => {
    open(
      "defaults: { gpu: h100, gpuCount: 8 }\nprices: { owned: [{ name: our rack, gpu: h100, gpuCount: 8, purchaseUsd: 250000, utilisation: 0.8, powerWatts: 6000, usdPerKilowattHour: 0.1 }] }\n",
    );
    await send("opened");
    await world.checkOf(HEAD);
    expect(world.body()).toContain("8x H100-80GB-SXM");
    expect(world.body()).toContain("your own price");
    const shown = new RegExp(`\\| \\${afterUsd()} \\|`);
    await world.send(commentDelivery(world.github, 1, maria, "/ftcost what-if epochs=1"));
    const answer = await until(() =>
      world.github.own(1).find((each) => each.body.startsWith("What if")),
    );
    expect(answer.body).toMatch(shown);
  });

  it("ask for suggestions: one click on a line of the diff, made once and withdrawn when done", async () => {
    const rules = "comment: { suggestions: true }\n";
    open(rules, { num_epochs: 3 });
    await send("opened");
    await world.checkOf(HEAD);
    const [first] = world.github.reviews;
    expect(world.github.reviews).toHaveLength(1);
    expect(first).toMatchObject({ path: CONFIG, line: 10 });
    expect(first!.body).toContain("```suggestion\nnum_epochs: 2\n```");
    expect(first!.body).toMatch(/^Cheaper by about \$[\d.]+ a run: epochs 3 to 2\./);
    world.push("bbbb2222", { [CONFIG]: `# again\n${axolotl({ num_epochs: 3 })}`, [RULES]: rules });
    await send();
    await world.checkOf("bbbb2222");
    expect(world.github.reviews.map(({ id }) => id)).toEqual([first!.id]);
    world.push("cccc3333", { [CONFIG]: axolotl({ num_epochs: 2 }), [RULES]: rules });
    await send();
    await world.checkOf("cccc3333");
    expect(world.github.reviews.filter(({ id }) => id === first!.id)).toEqual([]);
    expect(world.github.reviews[0]!.body).toContain("```suggestion\nnum_epochs: 1\n```");
  });

  it("get no suggestions without asking", async () => {
    open("limits: { usdPerRun: 5000 }\n");
    await send("opened");
    await world.checkOf(HEAD);
    expect(world.github.reviews).toEqual([]);
  });
});

describe("people", () => {
  it("override by a label, when they may write", async () => {
    const pull = open("limits: { percentIncrease: 50 }\n", { num_epochs: 9 });
    await send("opened");
    expect((await world.checkOf(HEAD))["conclusion"]).toBe("failure");
    pull.labels = [{ name: "ftcost:override" }];
    const label = { label: { name: "ftcost:override" } };
    await send("labeled", { ...label, sender: { login: "stranger", type: "User" } });
    await world.quiet();
    expect(world.github.checks.at(-1)!["conclusion"]).toBe("failure");
    world.github.permissions.set("maria", "admin");
    await send("labeled", { ...label, sender: { login: "maria", type: "User" } });
    await until(() => world.github.checks.find((run) => run["conclusion"] === "success"));
    expect(world.body()).toContain("accepted by `maria`: label ftcost:override");
  });

  it("must accept again what has grown since they accepted it", async () => {
    const rules = "limits: { percentIncrease: 50 }\n";
    open(rules, { num_epochs: 9 });
    world.github.permissions.set("maria", "write");
    await send("opened");
    await world.checkOf(HEAD);
    await world.send(commentDelivery(world.github, 1, maria, "/ftcost override release"));
    await until(() => world.github.checks.find((run) => run["conclusion"] === "success"));
    world.push("bbbb2222", { [CONFIG]: axolotl({ num_epochs: 12 }), [RULES]: rules });
    await send();
    expect((await world.checkOf("bbbb2222"))["conclusion"]).toBe("failure");
  });

  it("silence it with a command or a label, and bring it back", async () => {
    open("");
    world.github.permissions.set("maria", "write");
    await send("opened");
    await world.checkOf(HEAD);
    await world.send(commentDelivery(world.github, 1, maria, "/ftcost ignore"));
    await until(() => world.body().includes("says nothing about this pull request"));
    await world.send(commentDelivery(world.github, 1, maria, "/ftcost estimate"));
    await until(() => world.body().startsWith("### ftcost: +$"));
  });
});

const publish = async (factor: number) => {
  const { prices } = snapshotPrices();
  const offers = prices.offers.map((offer) => ({
    ...offer,
    usdPerHour: offer.usdPerHour * factor,
  }));
  const { KV } = await world.ftcost.env();
  await KV.put(CATALOG_KEY, JSON.stringify(pack({ ...prices, offers })));
};
const cron = () => world.ftcost.runCron("17 * * * *", new Date("2026-11-23T10:17:00Z"));

describe("prices", () => {
  it("that move are said as that, and only past the threshold; small moves add up", async () => {
    open("comment: { minimumIncrease: { percent: 8 } }\n");
    await publish(1);
    await cron();
    await send("opened");
    await world.checkOf(HEAD);
    const [first, was] = [headline(), afterUsd()];
    await publish(1.05);
    await cron();
    await world.quiet(700);
    expect(headline()).toBe(first);
    await publish(1.1);
    await cron();
    await until(() => headline() !== first);
    expect(world.body()).toMatch(
      new RegExp(
        `\\\`train/a.yml\\\` went from \\${was} to \\$[\\d.]+ since the last version of this comment because prices moved, not because of this pull request`,
      ),
    );
    expect(world.github.sticky(1)).toHaveLength(1);
  });

  it("whose sources send HTML keep their last good value, say so and fail nobody", async () => {
    open("limits: { percentIncrease: 50 }\n", { num_epochs: 9 });
    await cron();
    const { PRICE_BOOK } = await world.ftcost.env();
    const book = PRICE_BOOK.getByName("prices") as unknown as { health(): Promise<unknown> };
    await until(async () => /failingSince/.test(JSON.stringify(await book.health())));
    await send("opened");
    const check = await world.checkOf(HEAD);
    expect(check["conclusion"]).toBe("neutral");
    expect(world.body()).toContain("the last good ones");
    expect(world.body()).toMatch(/catalog \S+, stale\)/);
  });
});

describe("the check run", () => {
  it("can be run again, and its button asks for the same; forks carry the number in it", async () => {
    open("");
    await send("opened");
    const check = await world.checkOf(HEAD);
    expect(check["external_id"]).toBe("pull:1");
    for (const action of ["rerequested", "requested_action"]) {
      world.github.comments.set(1, []);
      const check_run = { external_id: "pull:1", pull_requests: [] };
      await world.send(delivery(world.github, "check_run", { action, check_run }));
      await until(() => world.github.own(1).length === 1);
    }
  });
});

describe("what is kept back", () => {
  it("asks for tokens of one repository and the least permissions", async () => {
    open("");
    await send("opened");
    await world.checkOf(HEAD);
    expect(world.github.scopes.length).toBeGreaterThan(0);
    for (const scope of world.github.scopes)
      expect(scope).toMatchObject({
        repository_ids: [42],
        permissions: { contents: "read", pull_requests: "write", checks: "write" },
      });
  });

  it("keeps nothing of a pull request that is closed while it is worked on", async () => {
    open("");
    let closing: Promise<unknown> | undefined;
    world.github.before = (_, path) => {
      if (path.endsWith("/pulls/1/files")) closing ??= send("closed");
    };
    await send("opened");
    await until(() => closing);
    await closing;
    await world.quiet(700);
    const { PULL_REQUEST } = await world.ftcost.env();
    const object = PULL_REQUEST.getByName("42#1") as unknown as { isEmpty(): Promise<boolean> };
    expect(await object.isEmpty()).toBe(true);
    expect(world.github.own(1)).toEqual([]);
  });

  it("keeps a table whole whatever a file is called, mentions nobody and links nowhere else", async () => {
    const path = "train/a|b`@everyone](https://evil.example)```.yml";
    world.openWith({ [path]: axolotl() }, { [path]: axolotl({ num_epochs: 2 }) });
    await send("opened");
    await world.checkOf(HEAD);
    const row = world
      .body()
      .split("\n")
      .find((line) => line.includes("evil.example") && line.startsWith("| "))!;
    expect(row.split("|")).toHaveLength(10);
    expect(world.body()).not.toMatch(/@everyone|\]\(https:\/\/evil/);
  });
});
