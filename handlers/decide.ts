/** POST /v1/plan and /v1/decide: a body in, a pure answer of src/bill out. */
import { Hono } from "hono";
import type * as z from "zod";
import { loadCatalog } from "../pricing/catalog.ts";
import { decide, DecideRequest, plan, PlanRequest } from "../src/bill/index.ts";
import type { Env } from "../src/env.ts";
import type { Catalog, TrainingRun } from "../src/estimator/index.ts";
import { right, wrong, type Result } from "../src/problem.ts";
import { described } from "./answer.ts";
import { problemResponse, refuse } from "./api/problems.ts";

export const decideApi = new Hono<{ Bindings: Env }>();

/** A run of a model that no table holds gets its architecture from the Hub, as at every door. */
const withKnownModel = async <T>(request: T, env: Env): Promise<Result<T>> => {
  const { run } = request as { run?: TrainingRun };
  if (run === undefined) return right(request);
  const known = await described(run, env);
  if (known.ok) return right({ ...request, run: known.value.run });
  return wrong(...known.problems.map((one) => ({ ...one, path: `run.${one.path}` })));
};

/** Reads, checks and answers; whatever is wrong with the body is the caller's, in problem+json. */
const answering =
  <S extends z.ZodType, T>(
    schema: S,
    compute: (request: z.output<S>, catalog: Catalog) => Result<T>,
  ) =>
  async (request: Request, env: Env): Promise<Response> => {
    if (!/^application\/([\w.+-]*\+)?json\b/i.test(request.headers.get("content-type") ?? ""))
      return problemResponse(415, [
        { path: "", message: "Send the body as JSON, with `content-type: application/json`." },
      ]);
    let body: unknown;
    try {
      body = await request.json();
    } catch {
      return problemResponse(400, [
        { path: "", message: "The body is not JSON that can be read." },
      ]);
    }
    const checked = schema.safeParse(body);
    const refused = refuse(schema)(checked, undefined as never);
    if (refused !== undefined || !checked.success)
      return (
        refused ?? problemResponse(400, [{ path: "", message: "Not what this address takes." }])
      );
    const known = await withKnownModel(checked.data, env);
    if (!known.ok) return problemResponse(422, known.problems);
    const answer = compute(known.value, await loadCatalog(env, new Date()));
    return answer.ok ? Response.json(answer.value) : problemResponse(422, answer.problems);
  };

const planned = answering(PlanRequest, plan);
const decided = answering(DecideRequest, decide);

decideApi.post("/v1/plan", (c) => planned(c.req.raw, c.env));
decideApi.post("/v1/decide", (c) => decided(c.req.raw, c.env));
