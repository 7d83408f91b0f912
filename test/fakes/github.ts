/**
 * A stand-in GitHub that speaks the REST routes ftcost uses, over state in memory. It refuses what GitHub
 * refuses: requests without the right token, an App JWT with a wrong signature, unknown repositories,
 * more than 100 rows a page, bodies over 65,536 characters, more than 50 annotations. It can be told to
 * fail: rate limits, lost answers (done, but not said), late ones, server errors.
 */
import { createHash, generateKeyPairSync, verify } from "node:crypto";
import { Hono } from "hono";

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const APP_ID = 4711;
export const SLUG = "ftcost";
export const WEBHOOK_SECRET = "made-up-webhook-secret";
/** PKCS#1, as GitHub hands it out. */
export const PRIVATE_KEY = keys.privateKey.export({ type: "pkcs1", format: "pem" }).toString();

export type User = { id: number; login: string; type: "User" | "Bot" };
export const BOT: User = { id: 9001, login: `${SLUG}[bot]`, type: "Bot" };

export type Comment = {
  id: number;
  node_id: string;
  body: string;
  user: User;
  performed_via_github_app: { id: number } | null;
  minimized: boolean;
};

type Tree = Record<string, string>;
export type FileRow = { filename: string; status: string; sha: string; previous_filename?: string };

export type Pull = {
  number: number;
  state: "open" | "closed";
  draft: boolean;
  labels: { name: string }[];
  baseRef: string;
  mergeBase: string;
  headSha: string;
  /** null = the fork was deleted. */
  headRepo: { owner: string; name: string } | null;
  /** Shown by listFiles; computed from the trees unless set. */
  files?: FileRow[];
};

export type ReviewComment = {
  id: number;
  user: User;
  path: string;
  line: number;
  start_line?: number;
  body: string;
  in_reply_to_id?: number;
};

export type CheckRun = Record<string, unknown> & { id: number };

type Failure = {
  match: RegExp;
  respond: (request: Request) => Response | "lost" | "late";
  times: number;
};

const blobSha = (content: string): string =>
  createHash("sha1")
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest("hex");

const notFound = () => Response.json({ message: "Not Found" }, { status: 404 });
const page = <T>(rows: readonly T[], url: URL): T[] => {
  const size = Math.min(Number(url.searchParams.get("per_page") ?? 30), 100);
  const number = Number(url.searchParams.get("page") ?? 1);
  return rows.slice((number - 1) * size, number * size);
};

export class FakeGitHub {
  owner = "acme";
  repo = "models";
  repositoryId = 42;
  installationId = 77;
  /** Commit sha or branch name -> path -> text, of this repository. */
  trees = new Map<string, Tree>();
  /** Commits that only the fork has. */
  forkTrees = new Map<string, Tree>();
  pulls = new Map<number, Pull>();
  comments = new Map<number, Comment[]>();
  checks: CheckRun[] = [];
  reactions: { commentId: number; content: string }[] = [];
  reviews: ReviewComment[] = [];
  /** What each minted token was asked to be good for. */
  scopes: { repository_ids?: number[]; permissions?: Record<string, string> }[] = [];
  permissions = new Map<string, string>();
  deliveries: {
    id: number;
    guid: string;
    status_code: number;
    delivered_at: string;
    event: string;
  }[] = [];
  redelivered: number[] = [];
  requests: string[] = [];
  /** How often each request was refused for its token. */
  refusals = 0;
  /** Runs right before a request is answered. */
  before: ((method: string, path: string) => void) | undefined;
  deniedPermissions = new Set<string>();
  /** The largest number of our comments that were ever there at once. */
  mostOwnComments = 0;
  #failures: Failure[] = [];
  #late: (() => void)[] = [];
  #nextId = 1000;
  #tokens = new Set<string>();

  fail(match: RegExp, respond: Failure["respond"], times = 1): void {
    this.#failures.push({ match, respond, times });
  }

  stopFailing(): void {
    this.#failures = [];
  }

  issueToken(): string {
    const token = `ghs_${this.#nextId++}`;
    this.#tokens.add(token);
    return token;
  }

  /** What was held back by "late" happens now. */
  arriveLate(): void {
    for (const happen of this.#late.splice(0)) happen();
  }

  get secrets(): Record<string, string> {
    return {
      APP_ID: String(APP_ID),
      PRIVATE_KEY,
      WEBHOOK_SECRET,
      GITHUB_API_URL: "https://api.github.test",
      DEBOUNCE_MILLISECONDS: "100",
    };
  }

  own(number: number): Comment[] {
    return (this.comments.get(number) ?? []).filter((comment) => comment.user.id === BOT.id);
  }

  /** Of ours, those that are the pull request's comment and not an answer to a command. */
  sticky(number: number): Comment[] {
    return this.own(number).filter((comment) =>
      comment.body.includes("ftcost:pull-request-comment"),
    );
  }

  say(number: number, user: User, body: string): Comment {
    const id = this.#nextId++;
    const via = user.id === BOT.id ? { id: APP_ID } : null;
    const node_id = `IC_${id}`;
    const comment = { id, node_id, body, user, performed_via_github_app: via, minimized: false };
    this.comments.set(number, [...(this.comments.get(number) ?? []), comment]);
    this.mostOwnComments = Math.max(this.mostOwnComments, this.sticky(number).length);
    return comment;
  }

  open(pull: Partial<Pull> & { number: number; headSha: string }): Pull {
    const home = { owner: this.owner, name: this.repo };
    const defaults = {
      state: "open",
      draft: false,
      labels: [],
      baseRef: "main",
      mergeBase: "base0000",
    } as const;
    const made: Pull = { ...defaults, labels: [], headRepo: home, ...pull };
    this.pulls.set(pull.number, made);
    return made;
  }

  #rows(pull: Pull): FileRow[] {
    if (pull.files !== undefined) return pull.files;
    const base = this.trees.get(pull.mergeBase) ?? {};
    const head = this.trees.get(pull.headSha) ?? this.forkTrees.get(pull.headSha) ?? {};
    const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])].sort();
    return paths.flatMap((filename) => {
      const [before, after] = [base[filename], head[filename]];
      if (before === after) return [];
      if (after === undefined) return [{ filename, status: "removed", sha: blobSha(before!) }];
      return [
        { filename, status: before === undefined ? "added" : "modified", sha: blobSha(after) },
      ];
    });
  }

  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const what = `${request.method} ${decodeURIComponent(url.pathname)}`;
    this.requests.push(what);
    this.before?.(request.method, url.pathname);
    const failure = this.#failures.find((each) => each.match.test(what));
    if (failure !== undefined) {
      failure.times -= 1;
      if (failure.times <= 0) this.#failures = this.#failures.filter((each) => each !== failure);
      const copy = request.clone();
      const answer = failure.respond(request);
      if (answer instanceof Response) return answer;
      if (answer === "lost") await this.#app.fetch(request);
      // What is late happens only when the test says so.
      else this.#late.push(() => void this.#app.fetch(copy));
      return new Response("upstream connect error", { status: 502 });
    }
    return await this.#app.fetch(request);
  }

  #hasJwt(header: string): boolean {
    const token = /^bearer (.+)$/i.exec(header)?.[1] ?? "";
    const [head, body, signature] = token.split(".");
    if (!head || !body || !signature) return false;
    const data = Buffer.from(`${head}.${body}`);
    if (!verify("RSA-SHA256", data, keys.publicKey, Buffer.from(signature, "base64url")))
      return false;
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as { iss?: unknown };
    return String(claims.iss) === String(APP_ID);
  }

  #commit(ref: string, owner: string): Tree | undefined {
    const pulled = /^refs\/pull\/(\d+)\/head$/.exec(ref)?.[1];
    if (pulled !== undefined) {
      const sha = this.pulls.get(Number(pulled))?.headSha ?? "";
      return this.trees.get(sha) ?? this.forkTrees.get(sha);
    }
    return owner === this.owner ? this.trees.get(ref) : this.forkTrees.get(ref);
  }

  #app = this.#routes();

  #routes(): Hono {
    const app = new Hono();
    app.use("*", async (context, next) => {
      const header = context.req.header("authorization") ?? "";
      const asApp = /^\/(app$|app\/)/.test(context.req.path);
      const token = /^(?:token|bearer) (.+)$/i.exec(header)?.[1] ?? "";
      const isRight = asApp ? this.#hasJwt(header) : this.#tokens.has(token);
      if (isRight) return await next();
      this.refusals += 1;
      return context.json({ message: "Bad credentials" }, 401);
    });
    app.get("/app", (context) => context.json({ id: APP_ID, slug: SLUG }));
    app.post("/app/installations/:id/access_tokens", async (context) => {
      if (Number(context.req.param("id")) !== this.installationId) return notFound();
      const asked = (await context.req.json().catch(() => ({}))) as {
        repository_ids?: number[];
        permissions?: Record<string, string>;
      };
      this.scopes.push(asked);
      if (Object.keys(asked.permissions ?? {}).some((name) => this.deniedPermissions.has(name)))
        return context.json({ message: "The permissions requested are not granted" }, 422);
      const token = this.issueToken();
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      return context.json({ token, expires_at }, 201);
    });
    app.get("/app/hook/deliveries", (context) => {
      const url = new URL(context.req.url);
      const size = Math.min(Number(url.searchParams.get("per_page") ?? 30), 100);
      const from = Number(url.searchParams.get("cursor")?.replace("v1_", "") ?? 0);
      const next = from + size;
      if (next < this.deliveries.length)
        context.header(
          "link",
          `<${url.origin}${url.pathname}?per_page=${size}&cursor=v1_${next}>; rel="next"`,
        );
      return context.json(this.deliveries.slice(from, next));
    });
    app.post("/app/hook/deliveries/:id/attempts", (context) => {
      this.redelivered.push(Number(context.req.param("id")));
      return context.json({}, 202);
    });
    this.#repositoryRoutes(app);
    this.#writingRoutes(app);
    app.post("/graphql", async (context) => {
      const asked = (await context.req.json()) as { query: string; variables: { id: string } };
      const all = [...this.comments.values()].flat();
      const comment = all.find((each) => each.node_id === asked.variables.id);
      if (comment === undefined) return context.json({ data: { node: null } });
      if (asked.query.startsWith("mutation")) comment.minimized = false;
      return context.json({ data: { node: { isMinimized: comment.minimized } } });
    });
    app.notFound(() => notFound());
    return app;
  }

  #repositoryRoutes(app: Hono): void {
    app.get("/repos/:owner/:repo/pulls/:number", (context) => {
      const pull = this.pulls.get(Number(context.req.param("number")));
      if (pull === undefined || context.req.param("repo") !== this.repo) return notFound();
      const home = pull.headRepo;
      return context.json({
        number: pull.number,
        state: pull.state,
        draft: pull.draft,
        labels: pull.labels,
        changed_files: this.#rows(pull).length,
        head: {
          sha: pull.headSha,
          label: `${home?.owner ?? "unknown"}:feature`,
          repo: home && { name: home.name, owner: { login: home.owner } },
        },
        base: { sha: `tip-of-${pull.baseRef}`, ref: pull.baseRef },
      });
    });
    app.get("/repos/:owner/:repo/pulls/:number/files", (context) => {
      const pull = this.pulls.get(Number(context.req.param("number")));
      if (pull === undefined) return notFound();
      return context.json(page(this.#rows(pull).slice(0, 3000), new URL(context.req.url)));
    });
    app.get("/repos/:owner/:repo/compare/:range", (context) => {
      const [, head] = context.req.param("range").split("...");
      const pull = [...this.pulls.values()].find((each) => each.headSha === head);
      if (pull === undefined) return notFound();
      return context.json({ merge_base_commit: { sha: pull.mergeBase } });
    });
    app.get("/repos/:owner/:repo/contents/*", (context) => {
      const url = new URL(context.req.url);
      const path = decodeURIComponent(url.pathname.split("/contents/")[1] ?? "");
      const content = this.#commit(
        url.searchParams.get("ref") ?? "main",
        context.req.param("owner"),
      )?.[path];
      if (content === undefined) return notFound();
      const bytes = Buffer.from(content);
      const isLarge = bytes.length > 1_000_000;
      return context.json({
        type: "file",
        encoding: isLarge ? "none" : "base64",
        size: bytes.length,
        sha: blobSha(content),
        content: isLarge ? "" : bytes.toString("base64").replace(/(.{60})/g, "$1\n"),
      });
    });
    app.get("/repos/:owner/:repo/git/blobs/:sha", (context) => {
      const texts = [...this.trees.values(), ...this.forkTrees.values()].flatMap(
        Object.values,
      ) as string[];
      const content = texts.find((text) => blobSha(text) === context.req.param("sha"));
      if (content === undefined) return notFound();
      return context.json({ encoding: "base64", content: Buffer.from(content).toString("base64") });
    });
    app.get("/repos/:owner/:repo/collaborators/:user/permission", (context) =>
      context.json({ permission: this.permissions.get(context.req.param("user")) ?? "read" }),
    );
  }

  #find(id: string): Comment | undefined {
    return [...this.comments.values()].flat().find((comment) => comment.id === Number(id));
  }

  #writingRoutes(app: Hono): void {
    const text = async (request: Request): Promise<string | undefined> => {
      const { body } = (await request.json()) as { body?: unknown };
      return typeof body === "string" && body !== "" && body.length <= 65_536 ? body : undefined;
    };
    const invalid = () => Response.json({ message: "Validation Failed" }, { status: 422 });
    app.get("/repos/:owner/:repo/issues/:number/comments", (context) => {
      const rows = this.comments.get(Number(context.req.param("number"))) ?? [];
      return context.json(page(rows, new URL(context.req.url)));
    });
    app.post("/repos/:owner/:repo/issues/:number/comments", async (context) => {
      const body = await text(context.req.raw);
      if (body === undefined) return invalid();
      return context.json(this.say(Number(context.req.param("number")), BOT, body), 201);
    });
    app.patch("/repos/:owner/:repo/issues/comments/:id", async (context) => {
      const comment = this.#find(context.req.param("id"));
      const body = await text(context.req.raw);
      if (comment === undefined) return notFound();
      if (comment.user.id !== BOT.id) return context.json({ message: "Forbidden" }, 403);
      if (body === undefined) return invalid();
      comment.body = body;
      return context.json(comment);
    });
    app.delete("/repos/:owner/:repo/issues/comments/:id", (context) => {
      const comment = this.#find(context.req.param("id"));
      if (comment === undefined) return notFound();
      for (const [number, rows] of this.comments)
        this.comments.set(
          number,
          rows.filter((row) => row !== comment),
        );
      return context.body(null, 204);
    });
    app.post("/repos/:owner/:repo/issues/comments/:id/reactions", async (context) => {
      const { content } = (await context.req.json()) as { content: string };
      this.reactions.push({ commentId: Number(context.req.param("id")), content });
      return context.json({ id: 1, content }, 201);
    });
    app.post("/repos/:owner/:repo/check-runs", async (context) => {
      const run = (await context.req.json()) as { output?: { annotations?: unknown[] } };
      if ((run.output?.annotations?.length ?? 0) > 50) return invalid();
      const made = { ...run, id: this.#nextId++ } as CheckRun;
      this.checks.push(made);
      return context.json(made, 201);
    });
    app.patch("/repos/:owner/:repo/check-runs/:id", async (context) => {
      const known = this.checks.find((run) => run.id === Number(context.req.param("id")));
      if (known === undefined) return notFound();
      Object.assign(known, await context.req.json());
      return context.json(known);
    });
    app.post("/repos/:owner/:repo/pulls/:number/comments", async (context) => {
      const asked = (await context.req.json()) as Omit<ReviewComment, "id" | "user">;
      const pull = this.pulls.get(Number(context.req.param("number")));
      if (pull === undefined || !this.#isInDiff(pull, asked)) return invalid();
      const made = { ...asked, id: this.#nextId++, user: BOT };
      this.reviews.push(made);
      return context.json(made, 201);
    });
    app.get("/repos/:owner/:repo/pulls/:number/comments", (context) =>
      context.json(page(this.reviews, new URL(context.req.url))),
    );
    app.delete("/repos/:owner/:repo/pulls/comments/:id", (context) => {
      const id = Number(context.req.param("id"));
      if (!this.reviews.some((review) => review.id === id)) return notFound();
      this.reviews = this.reviews.filter((review) => review.id !== id);
      return context.body(null, 204);
    });
  }

  /** Lines that the pull request wrote; GitHub also takes those around them. */
  #isInDiff(pull: Pull, { path, line }: { path: string; line: number }): boolean {
    const head = this.trees.get(pull.headSha) ?? this.forkTrees.get(pull.headSha) ?? {};
    const before = new Set(this.trees.get(pull.mergeBase)?.[path]?.split("\n"));
    const text = head[path]?.split("\n")[line - 1];
    return text !== undefined && !before.has(text);
  }
}
