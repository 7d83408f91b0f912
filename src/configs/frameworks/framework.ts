import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import type { Node } from "../node.ts";
import type { Files } from "../files.ts";
import type { Launch } from "../launch.ts";

/** One parsed file (or one command or call in it) as the frameworks see it. */
export interface Document {
  path: string;
  text: string;
  root: Node;
  shape: "data" | "command" | "python";
  files: Files;
  /** A dict inside a Python file: only a trainer's very own arguments are a run. */
  embedded?: boolean;
  /** What the launcher around it states: the program's name, GPUs, accelerate file, DeepSpeed. */
  launch?: Launch;
  /** Of a command: is every config that it names at hand? */
  settled?: boolean;
}

export interface Framework {
  /** As in the contract's `run.framework`. */
  id: string;
  /** Is this file a training run of this framework? */
  recognises(document: Document): boolean;
  read(document: Document, run: Draft): void;
}

/** State a field if the node holds a readable value; a written but unreadable one leaves it open. */
export const take = <T>(
  run: Draft,
  field: string,
  node: Node | undefined,
  parse: (node: Node) => T | undefined,
): T | undefined => {
  if (node === undefined || run.values.has(field)) return undefined;
  const value = parse(node);
  if (value !== undefined) state(run, field, value, node);
  else if (node.kind === "scalar" && /[$]|\{\{|^auto$/.test(node.text))
    leaveOpen(run, field, `"${node.text.slice(0, 60)}" is only known when it runs`);
  return value;
};

/** Take it, or fill in the framework's default and say so, unless the file leaves it to run time. */
export const takeOr = <T>(
  run: Draft,
  field: string,
  node: Node | undefined,
  parse: (node: Node) => T | undefined,
  otherwise: T,
  because: string,
): T | undefined => {
  const value = take(run, field, node, parse);
  if (value !== undefined) return value;
  if (run.assumptions.some((one) => one.field === field)) return undefined;
  assume(run, field, otherwise, because);
  return otherwise;
};
