/** Reads `.github/ftcost.yml`: its rules, or each mistake with its line, its path and what was probably meant. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type * as z from "zod";
import { fromZod, nearest, type Problem } from "../problem.ts";
import { RepositorySettings, type ReadSettings, type SettingsProblem } from "./settings.ts";

const LONGEST_CHARACTERS = 50_000;

type Shape = z.ZodType & {
  shape?: Record<string, z.ZodType>;
  element?: Shape;
  unwrap?: () => Shape;
};

const inside = (schema: Shape | undefined): Shape | undefined => {
  let at = schema;
  while (
    at !== undefined &&
    at.shape === undefined &&
    at.element === undefined &&
    typeof at.unwrap === "function"
  )
    at = at.unwrap();
  return at;
};

/** The keys that may stand where the path leads. */
const keysAt = (path: readonly PropertyKey[]): string[] => {
  let at = inside(RepositorySettings as Shape);
  for (const key of path)
    at = inside((at?.element ?? at?.shape?.[String(key)]) as Shape | undefined);
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

/** Further rules that a schema cannot state, such as whether a GPU is known. */
export type Further = (settings: RepositorySettings) => readonly Problem[];

/** Total: any text gives settings or the problems with their lines. */
export const readSettings = (text: string, further: Further = () => []): ReadSettings => {
  const wrongAt = (line: number, message: string): ReadSettings => ({
    ok: false,
    problems: [{ path: "", message, line }],
  });
  if (text.length > LONGEST_CHARACTERS)
    return wrongAt(1, "The file is longer than 50,000 characters.");
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
  if (read.success) {
    const located = further(read.data).map((problem) => ({
      ...problem,
      line: lineOf(root, problem.path.split("."), lines),
    }));
    return located.length === 0
      ? { ok: true, settings: read.data }
      : { ok: false, problems: located.slice(0, 20) };
  }
  return { ok: false, problems: problemsOf(read.error, root, lines).slice(0, 20) };
};
