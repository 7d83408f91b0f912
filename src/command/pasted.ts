/** A training config pasted between backticks: cut out of the line, read by configs/. */
import { readConfigs } from "../configs/index.ts";
import { complain, type Draft } from "./draft.ts";
import { plain } from "./words.ts";

const BLOCK = /```(?:\w*\n)?([\s\S]*?)(?:```|$)/g;
const INLINE_BLOCK = /`([^`]*\n[^`]*)`/g;

export const cutConfigs = (text: string): { line: string; configs: string[] } => {
  const configs: string[] = [];
  const cut = (_: string, content: string): string => {
    if (!/[:=]/.test(content)) return ` ${content} `;
    configs.push(plain(content));
    return " ";
  };
  const line = text.replace(BLOCK, cut).replace(INLINE_BLOCK, cut);
  return { line, configs };
};

/** JSON pasted without its file's name is JSON; TOML has `key = value` lines; the rest is YAML. */
const pastedPath = (content: string): string => {
  if (/^\s*[{[]/.test(content) && !/^\s*\[[\w.]+\]\s*$/m.test(content)) return "pasted.json";
  return /^\s*[\w.]+\s*=\s*/m.test(content) && !/^\s*[\w.]+:\s/m.test(content)
    ? "pasted.toml"
    : "pasted.yml";
};

export const configRun = (content: string, draft: Draft): Record<string, unknown> => {
  const file = readConfigs([{ path: pastedPath(content), content }]).files[0];
  if (file?.run === undefined) {
    const why = file?.remarks?.map(({ message }) => message).join(" ") ?? "";
    complain(
      draft,
      "config",
      `I could not read the pasted text as a training config. ${why}`.trim(),
    );
    return {};
  }
  const framework = file.framework === undefined ? "training" : file.framework;
  draft.understood.push({
    field: "config",
    value: framework,
    text: `the pasted ${framework} config`,
  });
  draft.remarks.push(...(file.remarks ?? []).map(({ path, message }) => `${path}: ${message}`));
  return file.run as Record<string, unknown>;
};
