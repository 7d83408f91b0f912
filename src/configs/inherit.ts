import type { Draft } from "./draft.ts";
import { isRepositoryPath, type Files } from "./files.ts";
import { at, list, map, merge, type Node } from "./node.ts";
import { text } from "./values.ts";

/**
 * `defaults: path` (NeMo RL), Hydra's `defaults:` list (verl, NeMo, home-made), mmengine's `_base_`:
 * the bases first, what the file writes over them. Bases not at hand are told as needs.
 */
export const inherit = (
  root: Node,
  path: string,
  files: Files,
  needs: Draft["needs"],
  depth = 0,
): Node => {
  const written =
    at(root, "defaults") ?? at(root, "_base_") ?? at(root, "extends") ?? at(root, "base_config");
  if (written === undefined || depth > 5) return root;
  let base: Node = map(root.source, root.offset);
  let after = false;
  const bases: { named: string; into?: string }[] = [];
  for (const item of written.kind === "list"
    ? written.items
    : list(written.source, written.offset, [written]).items) {
    if (item.kind === "scalar") {
      const named = text(item);
      if (named === "_self_") after = bases.length > 0;
      else if (named !== undefined) bases.push({ named });
      continue;
    }
    for (const [key, value] of item.entries) {
      const name = text(value);
      if (name === undefined || /hydra/.test(key)) continue;
      const [group, target] = key.replace(/^(override|optional) /, "").split("@");
      bases.push({
        named: `${group!.replace(/^\//, "")}/${name}`,
        into: target ?? group!.replaceAll("/", "."),
      });
    }
  }
  for (const { named, into } of bases) {
    const file = isRepositoryPath(named) ? named : `${named}.yaml`;
    const found = files.find(file, path);
    if (found === undefined) {
      if (isRepositoryPath(file)) needs.add(file);
      continue;
    }
    let below = inherit(found.root, found.path, files, needs, depth + 1);
    if (into !== undefined && into !== "_global_" && into !== "_here_") below = nest(below, into);
    base = merge(base, below);
  }
  void after;
  return merge(base, root);
};

const nest = (node: Node, path: string): Node =>
  path
    .split(".")
    .reduceRight((inner, key) => map(inner.source, inner.offset, new Map([[key, inner]])), node);
