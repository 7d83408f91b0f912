import type { Context } from "hono";
import * as z from "zod";
import { fromZod, Problem } from "../../src/problem.ts";

/** RFC 9457. `problems` says where each thing stands that is wrong, and what may have been meant. */
export const ProblemDetails = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    problems: z.array(Problem),
  })
  .meta({ id: "ProblemDetails" });
export type ProblemDetails = z.infer<typeof ProblemDetails>;

type Status = 400 | 404 | 405 | 413 | 415 | 422 | 429 | 500 | 503;

const TITLES: Record<Status, string> = {
  400: "The request is not what this address takes",
  404: "There is nothing here",
  405: "This address takes another method",
  413: "The request is too large",
  415: "This address takes JSON",
  422: "The run cannot be estimated as it stands",
  429: "Too many requests at once",
  500: "ftcost failed",
  503: "This part is not set up",
};

/** Anything that went wrong, as `application/problem+json`. */
export const problemResponse = (
  status: Status,
  problems: Problem[],
  headers: Record<string, string> = {},
): Response =>
  Response.json(
    { type: "about:blank", title: TITLES[status], status, problems } satisfies ProblemDetails,
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ...headers,
      },
    },
  );

type Checked = { success: boolean; data?: unknown; error?: z.core.$ZodError };

/** The hook that turns a failed check of a body or query into problems; an unknown key names its neighbour. */
export const refuse =
  (schema: z.ZodType) =>
  (checked: Checked, _c: Context): Response | undefined => {
    if (checked.success) return undefined;
    return problemResponse(400, problemsOf(checked.error as z.ZodError, schema));
  };

/** Union failures are opened, so that the reader sees the branch that came nearest. */
const problemsOf = (error: z.ZodError, schema: z.ZodType): Problem[] =>
  error.issues.flatMap((issue) => {
    const single = { issues: [issue] } as unknown as z.ZodError;
    if (issue.code !== "unrecognized_keys") return fromZod(single);
    return fromZod(single, keysAt(schema, issue.path));
  });

type Definition = {
  type: string;
  innerType?: z.ZodType;
  out?: z.ZodType;
  element?: z.ZodType;
  options?: z.ZodType[];
  shape?: Record<string, z.ZodType>;
};

/** The keys that an object at `path` of a schema knows. */
const keysAt = (schema: z.ZodType, path: readonly PropertyKey[]): string[] => {
  const found = path.reduce<z.ZodType[]>(
    (at, key) => at.flatMap((one) => step(one, key)),
    [schema],
  );
  return found.flatMap(objectsIn).flatMap((definition) => Object.keys(definition.shape ?? {}));
};

/** What stands before a check (nulls taken for absent) has no keys of its own. */
const definitionOf = (schema: z.ZodType): Definition => {
  const definition = schema._zod.def as unknown as Definition;
  return definition.out === undefined ? definition : definitionOf(definition.out);
};

const objectsIn = (schema: z.ZodType): Definition[] => {
  const definition = definitionOf(schema);
  if (definition.shape !== undefined) return [definition];
  if (definition.innerType !== undefined) return objectsIn(definition.innerType);
  return (definition.options ?? []).flatMap(objectsIn);
};

const step = (schema: z.ZodType, key: PropertyKey): z.ZodType[] => {
  const definition = definitionOf(schema);
  if (definition.innerType !== undefined) return step(definition.innerType, key);
  if (definition.element !== undefined) return [definition.element];
  if (definition.options !== undefined)
    return definition.options.flatMap((option) => step(option, key));
  const next = definition.shape?.[String(key)];
  return next === undefined ? [] : [next];
};
