/** What waiting is good for: a storm that comes in over a while, and an object that is evicted meanwhile. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { pullRequestDelivery } from "../fakes/webhook.ts";
import { axolotl, World } from "./github-world.ts";
import { until } from "./harness.ts";

const CONFIG = "train/a.yml";
const DEBOUNCE_MILLISECONDS = 800;

let world: World;
beforeAll(async () => {
  world = await World.start({ DEBOUNCE_MILLISECONDS: String(DEBOUNCE_MILLISECONDS) });
});
afterAll(() => world.ftcost.close());
beforeEach(() => world.reset());

const shaOf = (push: number) => `abcd000${push}`;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it("runs once for pushes that come in one after the other, on the last of them", async () => {
  world.openWith({ [CONFIG]: axolotl() }, { [CONFIG]: axolotl({ num_epochs: 2 }) });
  for (let push = 0; push < 8; push++) {
    world.push(shaOf(push), { [CONFIG]: axolotl({ num_epochs: 2 + push }) });
    await world.send(pullRequestDelivery(world.github, 1, push === 0 ? "opened" : "synchronize"));
    await pause(100);
  }
  await world.checkOf(shaOf(7));
  await world.quiet();
  const lists = world.github.requests.filter((line) => line.endsWith("/pulls/1/files"));
  expect(lists).toHaveLength(1);
  expect(world.github.checks).toHaveLength(1);
  expect(world.body()).toContain(`head=${shaOf(7)}`);
});

it("goes on where it was when the object is evicted between a lost create and the next look", async () => {
  world.openWith(
    { [CONFIG]: axolotl() },
    { [CONFIG]: axolotl({ num_epochs: 2 }) },
    { headSha: shaOf(0) },
  );
  const evict = () =>
    world.ftcost.worker.evictDurableObject("PULL_REQUEST", {
      name: `${world.github.repositoryId}#1`,
    });
  let isLost = false;
  world.github.fail(/^POST .*\/issues\/1\/comments$/, () => {
    isLost = true;
    return "lost";
  });
  const sent = pullRequestDelivery(world.github, 1, "opened");
  await Promise.all([world.send(sent), world.send(sent)]);
  await evict();
  await until(() => isLost);
  await evict();
  await world.send(sent);
  await world.checkOf(shaOf(0));
  await world.quiet();
  // A token is kept in memory alone: another one was asked for by a new object.
  expect(world.github.scopes.length).toBeGreaterThan(1);
  expect(world.github.own(1)).toHaveLength(1);
  expect(world.github.mostOwnComments).toBe(1);
  expect(world.github.requests.filter((line) => line.endsWith("/pulls/1/files"))).toHaveLength(1);
  expect(world.body()).toContain(`head=${shaOf(0)}`);
});

it("logs no token, no key, no body", async () => {
  world.openWith(
    { [CONFIG]: axolotl() },
    { [CONFIG]: axolotl({ num_epochs: 2 }) },
    { headSha: shaOf(0) },
  );
  world.github.fail(/^GET .*\/pulls\/1$/, () => Response.json({ token: "ghs_x" }, { status: 500 }));
  world.github.fail(/^POST .*\/issues\/1\/comments$/, () =>
    Response.json({ message: "secret body" }, { status: 403 }),
  );
  await world.send(pullRequestDelivery(world.github, 1, "opened"));
  await world.checkOf(shaOf(0));
  const logs = JSON.stringify(world.ftcost.server.getLogs());
  expect(logs).toContain("github: the comment was refused");
  expect(logs).not.toMatch(/ghs_|BEGIN|secret body|made-up-webhook-secret|base_model/);
});
