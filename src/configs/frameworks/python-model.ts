import { type Look, anywhere } from "../look.ts";
import { type Node, at, map } from "../node.ts";
import { modelId, text } from "../values.ts";

export const called = (node: Node | undefined): string =>
  text(at(node, "called"))?.split(".").at(-1) ?? "";

const MODEL_CONSTANTS = [
  "model_name_or_path",
  "model_name",
  "model_id",
  "base_model",
  "base_model_name",
  "base_model_id",
  "model_path",
  "model_checkpoint",
  "hf_model",
  "base_model_path",
  "model",
  "checkpoint",
  "model_dir",
];

export const own = (root: Node): Look =>
  anywhere(map(root.source, 0, new Map([...root.entries].filter(([key]) => key !== "module"))));

export const constantsLook = (root: Node): Look => {
  const constants = at(root, "module.constants");
  return constants === undefined
    ? () => undefined
    : anywhere(
        map(
          root.source,
          0,
          new Map([...constants.entries].filter(([, value]) => value.kind === "scalar")),
        ),
      );
};

export const modelOf = (root: Node): Node | undefined => {
  const loaded = [...root.entries]
    .filter(([key]) => key.startsWith("from_pretrained"))
    .map(([, value]) => at(value, "model_name_or_path"));
  const given = [...root.entries]
    .filter(([key]) => key.startsWith("trainer_call"))
    .map(([, value]) => at(value, "model"));
  const known = [...loaded, ...given].find(
    (node) => node?.kind === "scalar" && modelId(node) !== undefined && /[/\w]/.test(node.text),
  );
  if (known !== undefined) return known;
  const look = constantsLook(root);
  for (const key of MODEL_CONSTANTS) {
    const node = look(key);
    const id = modelId(node);
    if (
      node?.kind === "scalar" &&
      id !== undefined &&
      (/^[\w.-]+\/[\w.-]+$/.test(id) || /\d+b/i.test(id))
    )
      return node;
  }
  return undefined;
};
