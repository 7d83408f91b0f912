/** `.github/ftcost.yml`: how ftcost behaves in a repository. Every key is optional; an unknown key is wrong. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import * as z from "zod";
import { BillOptions } from "../bill/options.ts";
import { TECHNIQUES } from "../estimator/run.ts";
import { fromZod, nearest, type Problem } from "../problem.ts";

const glob = z.string().min(1).max(300);
const usd = z.number().nonnegative().max(1e9);
const percent = z.number().nonnegative().max(1e6);
const count = z.int().min(1).max(1e12);

const Dataset = z.strictObject({
  rows: count.optional().describe("Examples in the data set"),
  tokensPerRow: z.number().positive().max(1e9).optional().describe("Mean tokens of an example"),
});

const Threshold = z.strictObject({
  usd: usd.optional().describe("At least so many dollars a run"),
  percent: percent.optional().describe("At least so many percent of the cost before"),
});

const Speaking = z.strictObject({
  when: z
    .enum(["always", "changed", "never"])
    .optional()
    .describe("Speak at every changed config (default), only when the cost changes, or not at all"),
  minimumIncrease: Threshold.optional().describe("Increases below this are not commented"),
  minimumDecrease: Threshold.optional().describe("Decreases below this are not commented"),
  drafts: z.boolean().optional().describe("Comment on draft pull requests (default false)"),
  once: z.boolean().optional().describe("A comment that somebody deleted is not made again"),
  suggestions: z
    .boolean()
    .optional()
    .describe("Offer cheaper settings as committable suggestions on changed lines"),
});

const Defaults = z.strictObject({
  datasets: z
    .record(z.string().max(300), Dataset)
    .optional()
    .describe("Sizes of data sets by name"),
  dataset: Dataset.optional().describe("Size of any data set that nobody knows"),
  gpu: z.string().max(100).optional(),
  gpuCount: count.max(100_000).optional(),
  technique: z.enum(TECHNIQUES).optional(),
});

const Limits = z.strictObject({
  usdPerRun: usd.optional().describe("Cost of one run of any config"),
  usdTotal: usd.optional().describe("Cost of one run of each changed config together"),
  usdIncrease: usd.optional().describe("Increase of one run of each changed config together"),
  percentIncrease: percent.optional().describe("The same increase in percent"),
  gpuHoursPerRun: z.number().nonnegative().max(1e9).optional(),
});
export type Limits = z.infer<typeof Limits>;

export const RepositorySettings = z.strictObject({
  paths: z
    .array(glob)
    .max(100)
    .optional()
    .describe("Globs of the files that count; all when absent"),
  ignore: z.array(glob).max(100).optional().describe("Globs of files that do not count"),
  comment: Speaking.optional(),
  defaults: Defaults.optional(),
  providers: z.array(z.string().max(100)).max(100).optional().describe("Only these providers"),
  pricing: z
    .array(z.enum(["on_demand", "spot", "reserved", "community", "owned"]))
    .optional()
    .describe("Only these kinds of price"),
  prices: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Own discounts, contracts, machines"),
  bill: BillOptions.optional().describe("Experiments and the other parts of the whole bill"),
  limits: Limits.optional(),
});
export type RepositorySettings = z.infer<typeof RepositorySettings>;

export type SettingsProblem = Problem & { line: number };
export type ReadSettings =
  | { ok: true; settings: RepositorySettings }
  | { ok: false; problems: SettingsProblem[] };

const LONGEST = 50_000;

type Shape = z.ZodType & { shape?: Record<string, z.ZodType>; unwrap?: () => Shape };

const inside = (schema: Shape | undefined): Shape | undefined => {
  let at = schema;
  while (at !== undefined && at.shape === undefined && typeof at.unwrap === "function")
    at = at.unwrap();
  return at;
};

/** The keys that may stand where the path leads. */
const keysAt = (path: readonly PropertyKey[]): string[] => {
  let at = inside(RepositorySettings as Shape);
  for (const key of path) at = inside(at?.shape?.[String(key)] as Shape | undefined);
  return Object.keys(at?.shape ?? {});
};

const lineOf = (root: Node | null, path: readonly string[], lines: LineCounter): number => {
  let at: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(at)) {
      const pair = at.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key,
      );
      if (pair === undefined) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      at = pair.value;
    } else if (isSeq(at)) {
      const item = at.items[Number(key)] as Node | undefined;
      offset = item?.range?.[0] ?? offset;
      at = item;
    } else break;
  }
  return lines.linePos(offset).line;
};

const problemsOf = (error: z.ZodError, root: Node | null, lines: LineCounter): SettingsProblem[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    const single = { issues: [issue] } as z.ZodError;
    return fromZod(single, keysAt(issue.path)).map((problem) => {
      const extra = problem.path.split(".").slice(path.length);
      const wanted = issue.code === "invalid_value" ? issue.values.map(String) : [];
      const written = valueAt(root, path);
      const meant = written === undefined ? undefined : nearest(written, wanted);
      return {
        ...problem,
        ...(meant === undefined ? {} : { didYouMean: meant }),
        line: lineOf(root, [...path, ...extra], lines),
      };
    });
  });

const valueAt = (root: Node | null, path: readonly string[]): string | undefined => {
  let at: unknown = root;
  for (const key of path) {
    if (isMap(at)) at = at.get(key, true);
    else if (isSeq(at)) at = at.get(Number(key), true);
  }
  return isScalar(at) ? String(at.value) : undefined;
};

/** Total: any text gives settings or the problems with their lines. */
export const readSettings = (text: string): ReadSettings => {
  const wrongAt = (line: number, message: string): ReadSettings => ({
    ok: false,
    problems: [{ path: "", message, line }],
  });
  if (text.length > LONGEST) return wrongAt(1, "The file is longer than 50,000 characters.");
  const lines = new LineCounter();
  let value: unknown;
  let root: Node | null;
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
    });
    const [fault] = document.errors;
    if (fault !== undefined)
      return wrongAt(lines.linePos(fault.pos[0]).line, `Not YAML: ${fault.message}`);
    root = document.contents;
    value = document.toJS({ maxAliasCount: 20 });
  } catch {
    return wrongAt(1, "Not YAML that can be read.");
  }
  if (value === null || value === undefined) return { ok: true, settings: {} };
  const read = RepositorySettings.safeParse(value);
  if (read.success) return { ok: true, settings: read.data };
  return { ok: false, problems: problemsOf(read.error, root, lines).slice(0, 20) };
};

/** The published schema, for editors: `# yaml-language-server: $schema=...`. */
export const settingsJsonSchema = (): Record<string, unknown> =>
  z.toJSONSchema(RepositorySettings, { io: "input", unrepresentable: "any" }) as Record<
    string,
    unknown
  >;
