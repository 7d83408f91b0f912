import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BOT, type User } from "../fakes/github.ts";
import {
  commentDelivery,
  delivery,
  pullRequestDelivery,
  requestOf,
  sign,
} from "../fakes/webhook.ts";
import { axolotl, HEAD, World } from "./github-world.ts";
import { until } from "./harness.ts";

const human: User = { id: 5, login: "dev", type: "User" };
const CONFIG = "train/a.yml";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.ftcost.close());
beforeEach(() => world.reset());

const opened = () => pullRequestDelivery(world.github, 1, "opened");
const synchronize = () => pullRequestDelivery(world.github, 1, "synchronize");
const dearer = (number_ = 3) =>
  world.openWith({ [CONFIG]: axolotl() }, { [CONFIG]: axolotl({ num_epochs: number_ }) });

describe("the door", () => {
  it("refuses wrong, missing and default-secret signatures with 401 and does nothing", async () => {
    dearer();
    const sent = opened();
    for (const secret of ["another secret", "development", ""])
      expect((await world.send(sent, sign(sent.body, secret || "x"))).status).toBe(401);
    expect((await world.send(sent, "sha256=00")).status).toBe(401);
    const { headers, ...rest } = requestOf(sent);
    const { "x-hub-signature-256": _, ...unsigned } = headers as Record<string, string>;
    const response = await world.ftcost.fetch("/api/github/webhooks", {
      ...rest,
      headers: unsigned,
    });
    expect(response.status).toBe(401);
    await world.quiet();
    expect(world.github.requests).toEqual([]);
  });

  it("answers malformed but signed bodies without a 5xx", async () => {
    const large = JSON.stringify({ action: "opened", filler: "x".repeat(1_000_000) });
    for (const body of ["", "{", "[]", "null", '"x"', '{"action":"opened"}', large])
      expect((await world.send({ name: "pull_request", id: "x", body })).status).toBeLessThan(500);
    expect((await world.send({ name: "unheard_of", id: "y", body: "{}" })).status).toBe(202);
  });
});

describe("one comment", () => {
  it("is created on opened, updated on synchronize, and tells before, after and difference", async () => {
    dearer();
    expect((await world.send(opened())).status).toBe(202);
    expect((await world.checkOf(HEAD))["conclusion"]).toBe("success");
    const [first] = world.github.sticky(1);
    expect(first!.body).toMatch(
      /^### ftcost: \+\$[\d.]+ \([\d.]+x\): \$[\d.]+ to \$[\d.]+ a run$/m,
    );
    expect(first!.body).toContain("[`epochs`](https://github.com/acme/models/blob/");
    world.push("bbbb2222", { [CONFIG]: axolotl({ num_epochs: 4 }) });
    await world.send(synchronize());
    await world.checkOf("bbbb2222");
    expect(world.github.sticky(1)).toHaveLength(1);
    expect(world.github.sticky(1)[0]!.id).toBe(first!.id);
    expect(world.body()).toContain("head=bbbb2222");
    expect(world.ftcost.internet.unrouted).toEqual([]);
  });

  it("leaves a person's comment that quotes the marker untouched", async () => {
    dearer();
    const text = `look:\n<!-- ftcost:pull-request-comment head=${HEAD} -->`;
    const quoted = world.github.say(1, human, text);
    await world.send(opened());
    await world.checkOf(HEAD);
    expect(quoted.body).toBe(text);
    expect(world.github.own(1)).toHaveLength(1);
    expect(world.github.own(1)[0]!.user).toEqual(BOT);
  });

  it("collapses a storm of ten shuffled deliveries, two of them twice, to one run on the newest head", async () => {
    dearer();
    const storm = [opened(), ...Array.from({ length: 7 }, synchronize)];
    const shuffled = [
      storm[3]!,
      storm[0]!,
      ...storm.slice(4),
      storm[1]!,
      storm[2]!,
      storm[3]!,
      storm[0]!,
    ];
    world.push("cccc3333", { [CONFIG]: axolotl({ num_epochs: 5 }) });
    const answers = await Promise.all(shuffled.map((each) => world.send(each)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(202));
    await world.checkOf("cccc3333");
    await world.quiet();
    expect(world.github.own(1)).toHaveLength(1);
    expect(world.github.mostOwnComments).toBe(1);
    expect(world.body()).toContain("head=cccc3333");
    const reads = world.github.requests.filter(
      (line) => line === "GET /repos/acme/models/pulls/1/files",
    );
    expect(reads).toHaveLength(1);
  });

  it("finds the comment whose creation was answered with a lost connection", async () => {
    dearer();
    world.github.fail(/^POST .*\/issues\/1\/comments$/, () => "lost");
    await world.send(opened());
    await world.checkOf(HEAD);
    await world.quiet();
    expect(world.github.own(1)).toHaveLength(1);
    expect(world.github.mostOwnComments).toBe(1);
  });

  it("heals the second comment when a creation thought failed comes to light late", async () => {
    dearer();
    world.github.fail(/^POST .*\/issues\/1\/comments$/, () => "late");
    await world.send(opened());
    await until(() => world.github.own(1).length === 1);
    world.github.arriveLate();
    await until(() => world.github.mostOwnComments === 2);
    await until(() => world.github.own(1).length === 1, 5000);
    expect(world.body()).toContain(`head=${HEAD}`);
  });

  it("does not write for a head that has moved on meanwhile", async () => {
    dearer();
    let pulled = 0;
    world.github.before = (method, path) => {
      // The second look at the pull request is the one right before the write.
      if (method === "GET" && path.endsWith("/pulls/1") && ++pulled === 2)
        world.push("dddd4444", { [CONFIG]: axolotl({ num_epochs: 7 }) });
    };
    const written: string[] = [];
    const look = setInterval(() => written.push(world.body()), 5);
    await world.send(opened());
    await world.checkOf("dddd4444");
    clearInterval(look);
    expect(written.filter((body) => body.includes(`head=${HEAD}`))).toEqual([]);
    expect(world.body()).toContain("head=dddd4444");
  });

  it("does not rewrite an identical body, and answers a redelivery of a done delivery once", async () => {
    dearer();
    const first = opened();
    await world.send(first);
    await world.checkOf(HEAD);
    await world.send(first);
    await world.quiet();
    const before = world.github.requests.length;
    await world.send(synchronize());
    await world.quiet();
    const later = world.github.requests.slice(before);
    expect(later.filter((line) => line.startsWith("PATCH"))).toEqual([]);
    expect(world.github.requests.filter((line) => line.endsWith("/pulls/1/files"))).toHaveLength(2);
  });

  it("makes a deleted comment again, and brings a hidden one back when it says something new", async () => {
    dearer();
    await world.send(opened());
    await world.checkOf(HEAD);
    world.github.comments.set(1, []);
    world.push("bbbb2222", { [CONFIG]: axolotl({ num_epochs: 4 }) });
    await world.send(synchronize());
    await world.checkOf("bbbb2222");
    const [again] = world.github.own(1);
    expect(again!.body).toContain("head=bbbb2222");
    again!.minimized = true;
    world.push("cccc3333", { [CONFIG]: axolotl({ num_epochs: 6 }) });
    await world.send(synchronize());
    await world.checkOf("cccc3333");
    expect(world.github.own(1)).toHaveLength(1);
    expect(world.github.own(1)[0]!.minimized).toBe(false);
  });

  it("waits as GitHub asks at a secondary rate limit, and then goes on", async () => {
    dearer();
    const headers = { "retry-after": "1" };
    const limited = () =>
      Response.json(
        { message: "You have exceeded a secondary rate limit" },
        { status: 403, headers },
      );
    world.github.fail(/^POST .*\/issues\/1\/comments$/, limited);
    await world.send(opened());
    await world.checkOf(HEAD);
    expect(world.github.own(1)).toHaveLength(1);
  });

  it("says nothing where no training config changed, and the check succeeds", async () => {
    world.openWith(
      { "k8s/app.yml": "kind: Deployment\n" },
      { "k8s/app.yml": "kind: Service\n", "README.md": "x" },
    );
    await world.send(opened());
    const check = await world.checkOf(HEAD);
    expect(check["conclusion"]).toBe("success");
    expect(world.github.own(1)).toEqual([]);
  });
});

describe("the right files", () => {
  it("shows a renamed and edited config as one row, old to new", async () => {
    const pull = world.openWith({ "a.yml": axolotl() }, { "b.yml": axolotl({ num_epochs: 2 }) });
    pull.files = [
      { filename: "b.yml", previous_filename: "a.yml", status: "renamed", sha: "unknown" },
    ];
    await world.send(opened());
    await world.checkOf(HEAD);
    expect(world.body()).toContain("`a.yml` renamed `b.yml`");
    expect(world.body()).not.toMatch(/\| (new|removed) \|/);
    expect(world.body()).toMatch(/\[`epochs`\]\(\S+\) 1 to 2: \+\$/);
  });

  it("finds a config on page 30 of 3,000 files and says that the list is not complete", async () => {
    const pull = world.openWith({}, { "zz.yml": axolotl() });
    const files = Array.from({ length: 2999 }, (_, index) => ({
      filename: `src/f${index}.ts`,
      status: "added",
      sha: "x",
    }));
    pull.files = [
      ...files,
      { filename: "zz.yml", status: "added", sha: "y" },
      { filename: "beyond.yml", status: "added", sha: "z" },
    ];
    await world.send(opened());
    await world.checkOf(HEAD);
    expect(world.body()).toContain("`zz.yml`");
    expect(world.body()).toContain("first 3000 changed files");
  });

  it("reads a fork, and when the fork is gone the blobs that this repository keeps", async () => {
    world.github.trees.set("base0000", { [CONFIG]: axolotl() });
    world.github.trees.set("main", { [CONFIG]: axolotl() });
    world.github.forkTrees.set(HEAD, { [CONFIG]: axolotl({ num_epochs: 2 }) });
    const pull = world.github.open({
      number: 1,
      headSha: HEAD,
      headRepo: { owner: "stranger", name: "models" },
    });
    await world.send(opened());
    await world.checkOf(HEAD);
    expect(world.body()).toMatch(/\[`epochs`\]\(\S+\) 1 to 2: \+\$/);
    pull.headRepo = null;
    world.github.forkTrees.set("eeee5555", { [CONFIG]: axolotl({ num_epochs: 3 }) });
    pull.headSha = "eeee5555";
    await world.send(synchronize());
    await world.checkOf("eeee5555");
    expect(world.body()).toMatch(/\[`epochs`\]\(\S+\) 1 to 3: \+\$/);
  });

  it("holds its comment on a draft until it is ready for review", async () => {
    const pull = dearer();
    pull.draft = true;
    await world.send(opened());
    await world.checkOf(HEAD);
    expect(world.github.own(1)).toEqual([]);
    pull.draft = false;
    await world.send(pullRequestDelivery(world.github, 1, "ready_for_review"));
    await until(() => world.github.own(1).length === 1);
  });
});

const RULES = ".github/ftcost.yml";

describe("budgets", () => {
  it("fails over the limit of the base branch, though the pull request raises it", async () => {
    world.openWith(
      { [CONFIG]: axolotl(), [RULES]: "limits:\n  percentIncrease: 50\n" },
      { [CONFIG]: axolotl({ num_epochs: 9 }), [RULES]: "limits:\n  percentIncrease: 5000\n" },
    );
    await world.send(opened());
    const check = await world.checkOf(HEAD);
    expect(check["conclusion"]).toBe("failure");
    expect(world.body()).toContain("Over the limit");
    expect(world.body()).toContain(
      "with the proposed ones, this pull request would be within its limits",
    );
  });

  it("annotates a mistake in the rules with its line and nearest key, and a fixed push clears it", async () => {
    world.openWith(
      { [CONFIG]: axolotl() },
      { [CONFIG]: axolotl({ num_epochs: 2 }), [RULES]: "# ours\nlimts:\n  usdPerRun: 5\n" },
    );
    await world.send(opened());
    const check = (await world.checkOf(HEAD)) as unknown as {
      conclusion: string;
      output: { annotations: { path: string; start_line: number; message: string }[] };
    };
    expect(check.conclusion).toBe("neutral");
    expect(check.output.annotations[0]).toMatchObject({ path: RULES, start_line: 2 });
    expect(check.output.annotations[0]!.message).toContain("Did you mean limits?");
    expect(world.body()).toContain("line 2");
    world.push("bbbb2222", {
      [CONFIG]: axolotl({ num_epochs: 2 }),
      [RULES]: "limits:\n  usdPerRun: 500\n",
    });
    await world.send(synchronize());
    expect((await world.checkOf("bbbb2222"))["conclusion"]).toBe("success");
    expect(world.body()).not.toContain("mistake");
  });

  it("accepts an override from a writer alone, and records it", async () => {
    world.openWith(
      { [CONFIG]: axolotl(), [RULES]: "limits: { percentIncrease: 50 }\n" },
      { [CONFIG]: axolotl({ num_epochs: 9 }), [RULES]: "limits: { percentIncrease: 50 }\n" },
    );
    await world.send(opened());
    expect((await world.checkOf(HEAD))["conclusion"]).toBe("failure");
    const refused = commentDelivery(world.github, 1, human, "/ftcost override please");
    await world.send(refused);
    await until(() =>
      world.github
        .own(1)
        .find((each) => each.body.includes("write access") && each !== world.github.sticky(1)[0]),
    );
    await until(() => world.github.reactions.length > 1);
    expect(world.github.reactions.map(({ content }) => content)).toEqual(["eyes", "-1"]);
    world.github.permissions.set("maria", "write");
    const maria: User = { id: 6, login: "maria", type: "User" };
    await world.send(
      commentDelivery(world.github, 1, maria, "fine\n\n/ftcost override release run"),
    );
    await until(() => world.github.checks.find((run) => run["conclusion"] === "success"));
    expect(world.body()).toContain("accepted by `maria`: release run");
    expect(world.github.sticky(1)).toHaveLength(1);
  });
});

describe("commands", () => {
  it("answers help and what-if, and ignores quotes, code and bots", async () => {
    dearer();
    await world.send(opened());
    await world.checkOf(HEAD);
    for (const body of [
      "> /ftcost help",
      "```\n/ftcost help\n```",
      "see `/ftcost help`",
      "    /ftcost help",
    ])
      await world.send(commentDelivery(world.github, 1, human, body));
    const bot: User = { id: 8, login: "other[bot]", type: "Bot" };
    await world.send(commentDelivery(world.github, 1, bot, "/ftcost help"));
    await world.quiet();
    expect(world.github.own(1)).toHaveLength(1);
    await world.send(commentDelivery(world.github, 1, human, "/ftcost help"));
    await until(() => world.github.own(1).find((each) => each.body.includes("what-if gpu=")));
    await world.send(commentDelivery(world.github, 1, human, "/ftcost what-if epochs=6"));
    const answer = await until(() =>
      world.github.own(1).find((each) => each.body.startsWith("What if")),
    );
    expect(answer.body).toMatch(/\| `train\/a.yml` \| \$[\d.]+ \| \$[\d.]+ \| \+\$[\d.]+/);
    await world.send(commentDelivery(world.github, 1, human, "/ftcost estimat"));
    await until(() =>
      world.github.own(1).find((each) => each.body.includes("Did you mean `estimate`?")),
    );
    expect(world.github.sticky(1)).toHaveLength(1);
  });

  it("shows what runs really cost with the next comment, and does not adjust for it", async () => {
    dearer();
    world.github.permissions.set("dev", "admin");
    await world.send(opened());
    await world.checkOf(HEAD);
    const before = world.body().split("\n")[0];
    await world.send(commentDelivery(world.github, 1, human, "/ftcost actual 390"));
    await until(() => world.body().includes("The last run reported here came out"));
    expect(world.body().split("\n")[0]).toBe(before);
  });
});

describe("the rest", () => {
  it("reports its own fault as neutral when GitHub does not answer, and does a redelivery again", async () => {
    dearer();
    const first = opened();
    world.github.fail(
      /^GET .*\/pulls\/1\/files$/,
      () => Response.json({ message: "Not Found" }, { status: 404 }),
      1,
    );
    await world.send(first);
    expect((await world.checkOf(HEAD))["conclusion"]).toBe("neutral");
    world.github.checks.length = 0;
    await world.send(first);
    expect((await world.checkOf(HEAD))["conclusion"]).toBe("success");
    expect(world.github.own(1)).toHaveLength(1);
  });

  it("forgets everything about an installation that is deleted", async () => {
    dearer();
    await world.send(opened());
    await world.checkOf(HEAD);
    await world.send(delivery(world.github, "installation", { action: "deleted" }));
    const { PULL_REQUEST } = await world.ftcost.env();
    const object = PULL_REQUEST.getByName(`${world.github.repositoryId}#1`) as unknown as {
      isEmpty(): Promise<boolean>;
    };
    await until(() => object.isEmpty());
  });

  it("asks GitHub to deliver again what got lost", async () => {
    const at = new Date(Date.now()).toISOString();
    const failed = { id: 1, guid: "g1", status_code: 502, delivered_at: at, event: "pull_request" };
    const fine = Array.from({ length: 150 }, (_, index) => ({
      ...failed,
      id: 2000 - index,
      guid: `g${2000 - index}`,
      status_code: 202,
    }));
    // On the second page.
    world.github.deliveries = [...fine, failed];
    await world.ftcost.runCron("17 * * * *", new Date());
    await until(() => world.github.redelivered.length > 0);
    expect(world.github.redelivered).toEqual([1]);
  });
});
