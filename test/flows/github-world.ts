/** What the GitHub flows share: the Worker, a stand-in GitHub, and configs to change. */
import { FakeGitHub, type Pull } from "../fakes/github.ts";
import { requestOf, type Delivery } from "../fakes/webhook.ts";
export { axolotl } from "../fakes/configs.ts";
import { type Ftcost, startFtcost, until } from "./harness.ts";

export const BASE = "base0000";
export const HEAD = "aaaa1111";

export class World {
  ftcost: Ftcost;
  github = new FakeGitHub();

  constructor(ftcost: Ftcost) {
    this.ftcost = ftcost;
    ftcost.internet.host("api.github.test", (request) => this.github.fetch(request));
  }

  static async start(more: Record<string, string> = {}): Promise<World> {
    return new World(await startFtcost({ ...new FakeGitHub().secrets, ...more }));
  }

  async reset(): Promise<void> {
    this.github = new FakeGitHub();
    await this.ftcost.reset();
  }

  send = (delivery: Delivery, signature?: string) =>
    this.ftcost.fetch("/api/github/webhooks", requestOf(delivery, signature));

  /** Both trees; the base branch's tip has the merge base's files unless told. */
  openWith(
    before: Record<string, string>,
    after: Record<string, string>,
    pull: Partial<Pull> = {},
  ): Pull {
    this.github.trees.set(BASE, before);
    this.github.trees.set("main", before);
    this.github.trees.set(pull.headSha ?? HEAD, after);
    return this.github.open({ number: 1, headSha: HEAD, ...pull });
  }

  push(sha: string, after: Record<string, string>, number = 1): void {
    this.github.trees.set(sha, after);
    this.github.pulls.get(number)!.headSha = sha;
  }

  /** The check run of a head is the last thing that is written for it. */
  checkOf = (sha: string, atMostMs = 15_000) =>
    until(() => this.github.checks.find((run) => run["head_sha"] === sha), atMostMs);

  body = (number = 1): string => this.github.sticky(number)[0]?.body ?? "";

  /** Waits until nothing has been asked of GitHub for a while. */
  async quiet(milliseconds = 400): Promise<void> {
    let seen = -1;
    while (seen !== this.github.requests.length) {
      seen = this.github.requests.length;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
  }
}
