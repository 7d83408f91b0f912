import { Hono } from "hono";

/** A repository of the stand-in Hub. */
export type Repository = {
  files: Record<string, unknown>;
  gated?: boolean;
  safetensors?: { parameters: Record<string, number>; total: number };
};

/**
 * The Hugging Face Hub as far as a config.json needs it: `/:owner/:name/resolve/main/*` and
 * `/api/models/:owner/:name`. Unknown repositories answer 401 to strangers and 404 to a known token,
 * both with X-Error-Code RepoNotFound, gated ones 401 or 403 with GatedRepo, as the Hub does.
 */
export class FakeHub {
  readonly repositories = new Map<string, Repository>();
  readonly tokens = new Set<string>();
  /** Tokens whose owner accepted the terms. */
  readonly accepted = new Set<string>();
  readonly requests: string[] = [];
  failWith: number | undefined;
  private readonly app = new Hono();

  constructor() {
    const look = (id: string, authorization: string | undefined, path: string) => {
      const token = authorization?.replace(/^Bearer /, "");
      const known = token !== undefined && this.tokens.has(token);
      if (token !== undefined && !known) return { status: 401, code: "" } as const;
      const repository = this.repositories.get(id);
      if (repository === undefined)
        return { status: known ? 404 : 401, code: "RepoNotFound" } as const;
      const allowed = token !== undefined && this.accepted.has(token);
      if (path !== "" && repository.gated === true && !allowed)
        return { status: known ? 403 : 401, code: "GatedRepo" } as const;
      if (path !== "" && !(path in repository.files))
        return { status: 404, code: "EntryNotFound" } as const;
      return { status: 200, repository } as const;
    };
    this.app.get("/api/models/:owner/:name", (c) => {
      const id = `${c.req.param("owner")}/${c.req.param("name")}`;
      const found = look(id, c.req.header("authorization"), "");
      if (found.status !== 200)
        return c.json({ error: "Repository not found" }, found.status, {
          "x-error-code": found.code,
        });
      const { gated, safetensors } = found.repository;
      return c.json({ id, gated: gated === true ? "auto" : false, safetensors });
    });
    this.app.get("/:owner/:name/resolve/main/*", (c) => {
      const id = `${c.req.param("owner")}/${c.req.param("name")}`;
      const path = c.req.path.split("/resolve/main/")[1] ?? "";
      const found = look(id, c.req.header("authorization"), path);
      if (found.status !== 200)
        return c.text("refused", found.status, { "x-error-code": found.code });
      const body = found.repository.files[path];
      return typeof body === "string" ? c.body(body) : c.json(body as object);
    });
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.hostname !== "huggingface.co") throw new Error(`unrouted host ${url.hostname}`);
    this.requests.push(url.pathname);
    if (this.failWith !== undefined) return new Response("broken", { status: this.failWith });
    return this.app.fetch(request);
  };
}
