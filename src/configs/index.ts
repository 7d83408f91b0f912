import type { TrainingRun } from "../estimator/run.ts";
import { draft, toRun, type Assumed, type Origin, type Remark } from "./draft.ts";
import { locate, type Files } from "./files.ts";
import { frameworks } from "./frameworks/index.ts";
import type { Document } from "./frameworks/framework.ts";
import { isLookalike } from "./lookalikes.ts";
import { type Node, type Source } from "./node.ts";
import { LARGEST_BYTES, looksLikeConfig, mayTrain } from "./scan.ts";
import { inherit } from "./inherit.ts";
import { interpolate } from "./interpolate.ts";
import { parseToml } from "./toml.ts";
import { parseYaml } from "./yaml.ts";

export { looksLikeConfig };

export interface ReadFile {
  path: string;
  kind: "training" | "other";
  framework?: string;
  run?: TrainingRun;
  assumptions?: Assumed[];
  remarks?: Remark[];
  /** Paths, as written, of files that would say more. */
  needs?: string[];
  origins?: Record<string, Origin>;
}
export interface WrittenFile {
  path: string;
  content: string;
}

/** Every file on its own, with the others at hand where one names another. Total: any bytes give an answer. */
export const readConfigs = (files: readonly WrittenFile[]): { files: ReadFile[] } => {
  const shelf = shelve(files);
  return { files: files.map((file) => readOne(file, shelf)) };
};

export const readConfig = (path: string, content: string): ReadFile =>
  readConfigs([{ path, content }]).files[0]!;

const other = (path: string): ReadFile => ({ path, kind: "other" });

const readOne = ({ path, content }: WrittenFile, shelf: Files): ReadFile => {
  try {
    if (!looksLikeConfig(path) || content.length > LARGEST_BYTES || !mayTrain(content))
      return other(path);
    const needs = new Set<string>();
    for (const document of documents({ path, text: content }, shelf, needs)) {
      if (isLookalike(document)) continue;
      const framework = frameworks.find((one) => one.recognises(document));
      if (framework === undefined) continue;
      const run = draft(framework.id);
      framework.read(document, run);
      const made = toRun(run);
      return {
        path,
        kind: "training",
        framework: run.framework,
        ...(made === undefined ? {} : { run: made }),
        assumptions: run.assumptions,
        remarks: run.remarks,
        needs: [...needs, ...run.needs].filter((need) => shelf.text(need, path) === undefined),
        origins: Object.fromEntries(run.origins),
      };
    }
    return other(path);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return other(path);
    throw error;
  }
};

const documents = (source: Source, files: Files, needs: Set<string>): Document[] =>
  parse(source).map((written) => {
    const root = inherit(written, source.path, files, needs);
    if (source.text.includes("${") || root !== written) interpolate(root);
    return { path: source.path, text: source.text, root, shape: "data", files };
  });

const parse = (source: Source): Node[] => {
  if (/\.(ya?ml|jsonc?|json5)$/i.test(source.path)) return parseYaml(source);
  if (/\.toml$/i.test(source.path)) return [parseToml(source) ?? []].flat();
  return [];
};

const shelve = (files: readonly WrittenFile[]): Files => {
  const byPath = new Map(files.map((file) => [file.path, file.content]));
  const parsed = new Map<string, Node | undefined>();
  const text = (path: string, from: string) => {
    const found = locate(byPath, path, from);
    return found === undefined || found === from
      ? undefined
      : { path: found, content: byPath.get(found)! };
  };
  return {
    text,
    find: (path, from) => {
      const found = text(path, from);
      if (found === undefined || found.content.length > LARGEST_BYTES) return undefined;
      if (!parsed.has(found.path))
        parsed.set(found.path, parse({ path: found.path, text: found.content })[0]);
      const root = parsed.get(found.path);
      return root === undefined ? undefined : { path: found.path, root };
    },
  };
};
