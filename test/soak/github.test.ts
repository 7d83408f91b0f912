/**
 * A random walk over one pull request: deliveries of every kind, pushes, edits and deletions by people,
 * failures of the network. However it goes, once it is quiet there is one right comment. Short in
 * `npm test`; `npm run soak` walks 1,000 steps.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { User } from "../fakes/github.ts";
import { commentDelivery, pullRequestDelivery, type Delivery } from "../fakes/webhook.ts";
import { axolotl, World } from "../flows/github-world.ts";
import { until } from "../flows/harness.ts";

const STEPS = process.env["FTCOST_SOAK"] === "1" ? 1000 : 40;
/** So often the walk pauses until all is quiet, and looks. */
const SETTLES_AFTER = 100;
const SEED = Number(process.env["FTCOST_SEED"] ?? 20261123);

/** Mulberry32: small, seeded, good enough to walk at random. */
const randomly = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

let world: World;
beforeAll(async () => {
  world = await World.start({ DEBOUNCE_MILLISECONDS: "40" });
});
afterAll(() => world.ftcost.close());

const human: User = { id: 5, login: "dev", type: "User" };
const shaOf = (count: number) => `${(0xabc0000 + count).toString(16)}`;
const config = (epochs: number) => ({ "train/a.yml": axolotl({ num_epochs: epochs }) });

it(
  `ends with one right comment after ${STEPS} steps`,
  { timeout: 60_000 + STEPS * 2000 },
  async () => {
    await world.reset();
    const { github } = world;
    const random = randomly(SEED);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    world.openWith({ "train/a.yml": axolotl() }, config(2), { headSha: shaOf(0) });
    let pushes = 0;
    const past: Delivery[] = [];
    const send = async (delivery: Delivery) => {
      past.push(delivery);
      expect((await world.send(delivery)).status).toBe(202);
    };
    const comments = /\/issues\/1\/comments$/;
    const moves: Record<string, () => Promise<void> | void> = {
      push: async () => {
        pushes += 1;
        world.push(shaOf(pushes), config(2 + (pushes % 7)));
        // One push in five is never told of; a later delivery has to make up for it.
        if (random() < 0.8) await send(pullRequestDelivery(github, 1, "synchronize"));
      },
      again: async () =>
        send(pullRequestDelivery(github, 1, pick(["reopened", "synchronize", "opened"]))),
      repeat: async () => {
        if (past.length > 0) expect((await world.send(pick(past))).status).toBe(202);
      },
      loseCreate: () => github.fail(new RegExp(`^POST .*${comments.source}`), () => "lost"),
      delayCreate: () => github.fail(new RegExp(`^POST .*${comments.source}`), () => "late"),
      loseUpdate: () => github.fail(/^PATCH .*\/issues\/comments\//, () => "lost"),
      breakReads: () => github.fail(/^GET /, () => new Response("bad gateway", { status: 502 }), 2),
      limit: () =>
        github.fail(/^(GET|PATCH|POST) \/repos/, () =>
          Response.json(
            { message: "secondary rate limit" },
            { status: 429, headers: { "retry-after": "0" } },
          ),
        ),
      arrive: () => github.arriveLate(),
      deleted: () => {
        const all = github.comments.get(1) ?? [];
        if (random() < 0.3)
          github.comments.set(
            1,
            all.filter((each) => each.user.type !== "Bot"),
          );
      },
      hidden: () => {
        for (const own of github.sticky(1)) if (random() < 0.3) own.minimized = true;
      },
      chat: () =>
        void github.say(1, human, `quoting <!-- ftcost:pull-request-comment head=${shaOf(1)} -->`),
      command: async () => {
        const { commentId: _, ...said } = commentDelivery(
          github,
          1,
          human,
          pick(["/ftcost estimate", "/ftcost help", "hello"]),
        );
        await send(said);
      },
      pause: () => new Promise((resolve) => setTimeout(resolve, 120)),
    };
    const right = () => {
      const sticky = github.sticky(1);
      return sticky.length === 1 && sticky[0]!.body.includes(`head=${shaOf(pushes)} -->`);
    };
    const settle = async () => {
      github.arriveLate();
      github.stopFailing();
      await send(pullRequestDelivery(github, 1, "synchronize"));
      await until(right, 60_000);
      await world.quiet(1500);
      expect(right()).toBe(true);
      expect(github.sticky(1)[0]!.body).toContain(`1 to ${2 + (pushes % 7)}: +$`);
    };
    for (let step = 1; step <= STEPS; step++) {
      await moves[pick(Object.keys(moves))]!();
      if (step % SETTLES_AFTER === 0) await settle();
    }
    await settle();
    expect(github.refusals).toBe(0);
  },
);
