import type { TrainingRun } from "../estimator/run.ts";
import { remarkBroken } from "./broken.ts";
import { documents } from "./documents.ts";
import type { Assumed, Origin, Remark } from "./draft.ts";
import type { Files } from "./files.ts";
import type { Source } from "./node.ts";
import { readDocument, remarkOthers } from "./read-document.ts";
import { LARGEST_BYTES, LARGEST_NOTEBOOK_BYTES, looksLikeConfig, mayTrain } from "./scan.ts";
import { shelve } from "./shelf.ts";

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

/** One file; of the others only what it names is read. */
export const readConfig = (
  path: string,
  content: string,
  others: readonly WrittenFile[] = [],
): ReadFile => readOne({ path, content }, shelve([{ path, content }, ...others]));

const readOne = ({ path, content }: WrittenFile, shelf: Files): ReadFile => {
  const other: ReadFile = { path, kind: "other" };
  try {
    if (
      !looksLikeConfig(path) ||
      content.length > (path.endsWith(".ipynb") ? LARGEST_NOTEBOOK_BYTES : LARGEST_BYTES) ||
      !mayTrain(content)
    )
      return other;
    const needs = new Set<string>();
    const source: Source = { path, text: content };
    const written = documents(source, shelf, needs);
    for (const document of written) {
      const read = readDocument(document, needs, shelf);
      if (read === undefined) continue;
      if (document.shape === "command") remarkOthers(read, written, document);
      const broken = remarkBroken(source);
      return broken === undefined ? read : { ...read, remarks: [broken, ...read.remarks!] };
    }
    const broken = remarkBroken(source);
    if (broken !== undefined) return { path, kind: "training", remarks: [broken] };
    const missing = [...needs].filter((need) => shelf.text(need, path) === undefined);
    return missing.length > 0 ? { ...other, needs: missing } : other;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return other;
    throw error;
  }
};
