import { at, type Node } from "./node.ts";

const MOST_STEPS = 2000;
const LONGEST_CHARACTERS = 500;

/**
 * OmegaConf's `${a.b}`, `${.b}`, `${oc.env:VAR,default}`, `${mul:x,y}`: plain references are put in place,
 * in the tree itself; environment variables without a default stay unknown.
 */
export const interpolate = (root: Node): void => {
  let left = MOST_STEPS;
  const seen = new Set<Node>();
  const value = (written: string, trail: string[], depth: number): Node | string | undefined => {
    if (--left < 0 || depth > 8) return undefined;
    const call = /^([a-z_][\w.]*):(.*)$/s.exec(written);
    if (call !== null) return computed(call[1]!, call[2]!, trail, depth);
    let path = written;
    let base: string[] = [];
    if (path.startsWith(".")) {
      const ups = /^\.+/.exec(path)![0].length;
      base = trail.slice(0, Math.max(0, trail.length - ups));
      path = path.slice(ups);
    }
    const found = at(root, [...base, path].join("."));
    if (found?.kind !== "scalar" || !found.text.includes("${")) return found;
    return expand(found, trail, depth + 1);
  };
  const computed = (name: string, rest: string, trail: string[], depth: number) => {
    const parts = rest.split(",").map((part) => {
      const inner = part.trim();
      const reference = /^\$\{([^{}]+)\}$/.exec(inner)?.[1];
      const made = reference === undefined ? inner : value(reference, trail, depth + 1);
      return typeof made === "string" ? made : made?.text;
    });
    if (name === "oc.env" || name === "env") return parts[1];
    const numbers = parts.map((part) => Number(part));
    if (numbers.some(Number.isNaN) || numbers.length !== 2) return undefined;
    if (name === "mul" || name === "multiply") return String(numbers[0]! * numbers[1]!);
    if (name === "div" || name === "divide") return String(numbers[0]! / numbers[1]!);
    if (name === "add") return String(numbers[0]! + numbers[1]!);
    return undefined;
  };
  const expand = (node: Node, trail: string[], depth: number): Node => {
    const whole = /^\$\{([^{}]*(?:\$\{[^{}]*\}[^{}]*)*)\}$/.exec(node.text);
    if (whole !== null) {
      const made = value(whole[1]!, trail, depth);
      if (made === undefined) return node;
      return typeof made === "string" ? { ...node, text: made } : made;
    }
    const text = node.text.replace(/\$\{([^{}]+)\}/g, (all, inner: string) => {
      const made = value(inner, trail, depth + 1);
      return made === undefined ||
        (typeof made !== "string" && made.text.length > LONGEST_CHARACTERS)
        ? all
        : typeof made === "string"
          ? made
          : made.kind === "scalar"
            ? made.text
            : all;
    });
    return { ...node, text };
  };
  const walk = (node: Node, trail: string[], depth: number): void => {
    if (seen.has(node) || depth > 30) return;
    seen.add(node);
    for (const [key, child] of node.entries)
      if (child.kind !== "scalar") walk(child, [...trail, key], depth + 1);
      else if (child.text.includes("${")) node.entries.set(key, expand(child, [...trail, key], 0));
    node.items.forEach((child, index) => {
      if (child.kind !== "scalar") walk(child, [...trail, String(index)], depth + 1);
      else if (child.text.includes("${"))
        node.items[index] = expand(child, [...trail, String(index)], 0);
    });
  };
  walk(root, [], 0);
};
