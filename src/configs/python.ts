import { type Node, type Source, list, map, scalar } from "./node.ts";
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";

/** A call in a Python file: the last name of what is called, the whole of it, and its arguments as a map. */
export interface Call {
  name: string;
  callee: string;
  arguments: Node;
}

export interface Module {
  calls: Call[];
  /** Names set to literals anywhere: constants, dataclass fields, argparse defaults. */
  constants: Node;
}

const MOST_CALLS = 600;

const DEEPEST = 24;

/** Python by its grammar, nothing run: literals, names set above, simple arithmetic; all else is unknown. */
export const parsePython = (source: Source): Module => {
  const text = source.text;
  const constants = map(source, 0);
  const attributes = new Map<string, Node>();
  const calls: Call[] = [];
  const of = (node: SyntaxNode): string => text.slice(node.from, node.to);
  const unknown = (node: SyntaxNode): Node =>
    scalar(source, node.from, `$(${of(node).slice(0, 80).replace(/\s+/g, " ")})`);
  const said = (node: SyntaxNode, value: string, quoted = false): Node =>
    scalar(source, node.from, value, quoted);

  const children = (node: SyntaxNode): SyntaxNode[] => {
    const made: SyntaxNode[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling)
      if (child.name !== "Comment") made.push(child);
    return made;
  };

  const value = (node: SyntaxNode, depth = 0): Node => {
    if (depth > DEEPEST) return unknown(node);
    switch (node.name) {
      case "Number":
      case "Boolean":
      case "None":
        return said(node, of(node));
      case "String":
        return said(node, unquote(of(node)), true);
      case "ContinuedString":
        return said(
          node,
          children(node)
            .map((part) => unquote(of(part)))
            .join(""),
          true,
        );
      case "FormatString":
        return formatted(node, depth);
      case "VariableName": {
        return constants.entries.get(of(node)) ?? attributes.get(of(node)) ?? unknown(node);
      }
      case "MemberExpression":
        return member(node, depth);
      case "ArrayExpression":
      case "TupleExpression":
      case "SetExpression":
        return list(
          source,
          node.from,
          children(node)
            .filter((child) => !/^[[\](){},]$/.test(child.name))
            .map((child) => value(child, depth + 1)),
        );
      case "DictionaryExpression":
        return dictionary(node, depth);
      case "ParenthesizedExpression": {
        const inner = children(node).find((child) => !/^[()]$/.test(child.name));
        return inner === undefined ? unknown(node) : value(inner, depth + 1);
      }
      case "UnaryExpression": {
        const inner = node.lastChild;
        const made = inner === null ? undefined : value(inner, depth + 1);
        return of(node).startsWith("-") && made?.kind === "scalar" && /^[\d.]/.test(made.text)
          ? said(node, `-${made.text}`)
          : unknown(node);
      }
      case "BinaryExpression":
        return binary(node, depth);
      case "ConditionalExpression": {
        const [first, , condition, , second] = children(node);
        if (first === undefined) return unknown(node);
        const holds = condition === undefined ? undefined : truth(condition, depth + 1);
        return value(holds === false && second !== undefined ? second : first, depth + 1);
      }
      case "CallExpression":
        return called(node, depth);
      default:
        return unknown(node);
    }
  };

  const formatted = (node: SyntaxNode, depth: number): Node => {
    const written = of(node).replace(/^[a-zA-Z]*("""|'''|"|')([\s\S]*)\1$/, "$2");
    let known = true;
    const made = written.replace(/\{([A-Za-z_]\w*)\}/g, (all, name: string) => {
      const found = constants.entries.get(name);
      if (found?.kind === "scalar" && !found.text.startsWith("$(")) return found.text;
      known = false;
      return all;
    });
    void depth;
    return known && !/\{/.test(made) ? said(node, made, true) : unknown(node);
  };

  const member = (node: SyntaxNode, depth: number): Node => {
    const written = of(node);
    if (node.lastChild?.name === "]") {
      const [target, , index] = children(node);
      const base = target === undefined ? undefined : value(target, depth + 1);
      const key = index === undefined ? undefined : value(index, depth + 1);
      const found =
        base?.kind === "map" && key?.kind === "scalar" ? base.entries.get(key.text) : undefined;
      return (
        found ??
        (key?.quoted === true ? (attributes.get(key.text) ?? unknown(node)) : unknown(node))
      );
    }
    if (/^torch\.(bfloat16|float16|float32|half|float)$/.test(written)) return said(node, written);
    const property = written.split(".").at(-1)!;
    const target = node.firstChild === null ? undefined : of(node.firstChild);
    const nested = node.firstChild?.name === "MemberExpression" && depth < 6;
    const base =
      target === undefined
        ? undefined
        : (constants.entries.get(target) ??
          (nested ? value(node.firstChild!, depth + 1) : undefined));
    return (
      base?.entries.get(property) ??
      attributes.get(property) ??
      constants.entries.get(property) ??
      unknown(node)
    );
  };

  const dictionary = (node: SyntaxNode, depth: number): Node => {
    const made = map(source, node.from);
    const parts = children(node).filter((child) => !/^[{},]$/.test(child.name));
    for (let at = 0; at < parts.length; at++) {
      if (parts[at]!.name === "**" || of(parts[at]!).startsWith("**")) {
        const spread = parts[at + 1];
        if (spread !== undefined)
          for (const [key, inner] of value(spread, depth + 1).entries) made.entries.set(key, inner);
        at++;
      } else if (parts[at + 1]?.name === ":" && parts[at + 2] !== undefined) {
        const key = value(parts[at]!, depth + 1);
        const inner = value(parts[at + 2]!, depth + 1);
        if (key.kind === "scalar")
          made.entries.set(key.text, { ...inner, offset: parts[at]!.from });
        at += 2;
      }
    }
    return made;
  };

  const binary = (node: SyntaxNode, depth: number): Node => {
    const [left, operator, right] = children(node);
    if (left === undefined || operator === undefined || right === undefined) return unknown(node);
    const a = value(left, depth + 1);
    const b = value(right, depth + 1);
    if (a.kind !== "scalar" || b.kind !== "scalar") return unknown(node);
    if (of(operator) === "or") return a.text.startsWith("$(") || a.text === "None" ? b : a;
    if (a.quoted && b.quoted && of(operator) === "+") return said(node, a.text + b.text, true);
    const [x, y] = [Number(a.text.replaceAll("_", "")), Number(b.text.replaceAll("_", ""))];
    if (a.text === "" || b.text === "" || Number.isNaN(x) || Number.isNaN(y)) return unknown(node);
    const made = (
      {
        "+": x + y,
        "-": x - y,
        "*": x * y,
        "/": x / y,
        "//": Math.floor(x / y),
        "**": x ** y,
      } as Record<string, number>
    )[of(operator)];
    return made === undefined || !Number.isFinite(made) ? unknown(node) : said(node, String(made));
  };

  /** `os.environ.get("X", d)`, `os.getenv("X", d)`, `cfg.get("x", d)`, `dict(..)`, `int(x)`, `field(default=x)`; a config call as its map. */
  const called = (node: SyntaxNode, depth: number): Node => {
    const callee = node.firstChild === null ? "" : of(node.firstChild);
    const made = argumentsOf(node, depth);
    const name = callee.split(".").at(-1)!;
    if (/(getenv|environ\.get)$/.test(callee))
      return made.entries.get("1") ?? made.entries.get("default") ?? unknown(node);
    if (name === "get") {
      const key = made.entries.get("0")?.text;
      const base = constants.entries.get(callee.slice(0, -4));
      return (
        (key === undefined ? undefined : (base?.entries.get(key) ?? attributes.get(key))) ??
        made.entries.get("1") ??
        unknown(node)
      );
    }
    if (
      /^(OmegaConf\.create|edict|EasyDict|Munch|AttrDict|DictConfig|ConfigDict|DictDefault)$/.test(
        callee,
      )
    ) {
      const given = made.entries.get("0");
      return given?.kind === "map" ? given : made;
    }
    if (/^(int|float|str|bool|list|tuple|Path)$/.test(callee))
      return made.entries.get("0") ?? unknown(node);
    // getattr(torch, "bfloat16")
    if (callee === "getattr" && /^\$\(torch\)$/.test(made.entries.get("0")?.text ?? ""))
      return said(node, `torch.${made.entries.get("1")?.text ?? ""}`);
    if (/^(field|Field|Option|Argument)$/.test(name))
      return made.entries.get("default") ?? made.entries.get("0") ?? unknown(node);
    if (callee === "dict" || /^[A-Z]/.test(name)) return made;
    return unknown(node);
  };

  const argumentsOf = (node: SyntaxNode, depth: number): Node => {
    const made = map(source, node.from);
    const written = node.getChild("ArgList");
    if (written === null) return made;
    const parts = children(written).filter((child) => !/^[(),]$/.test(child.name));
    let position = 0;
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at]!;
      if (part.name === "**" || part.name === "*" || /^\*\*?$/.test(of(part))) {
        const spread = parts[++at];
        if (spread !== undefined)
          for (const [key, inner] of value(spread, depth + 1).entries)
            if (!made.entries.has(key)) made.entries.set(key, inner);
      } else if (
        part.name === "VariableName" &&
        parts[at + 1]?.name === "AssignOp" &&
        parts[at + 2] !== undefined
      ) {
        const inner = value(parts[at + 2]!, depth + 1);
        // The place is the argument's own, but for a name set above: then where it is set.
        made.entries.set(
          of(part),
          /^(VariableName|MemberExpression)$/.test(parts[at + 2]!.name) &&
            !inner.text.startsWith("torch.") &&
            inner.kind === "scalar" &&
            !inner.text.startsWith("$(")
            ? inner
            : { ...inner, offset: part.from },
        );
        at += 2;
      } else made.entries.set(String(position++), value(part, depth + 1));
    }
    return made;
  };

  const assign = (node: SyntaxNode, attribute: boolean): void => {
    const parts = children(node).filter((child) => child.name !== "TypeDef");
    const operator = parts.findIndex((part) => part.name === "AssignOp");
    const target = parts[0];
    const right = operator === -1 ? undefined : parts[operator + 1];
    if (target === undefined || right === undefined) return;
    if (target.name === "VariableName" && parts[1]?.name === "AssignOp") {
      const made = value(right);
      const name = of(target);
      if (made.kind === "scalar" && made.text.startsWith("$(")) return;
      if (attribute) attributes.set(name, { ...made, offset: target.from });
      else
        constants.entries.set(
          name,
          made.kind === "scalar" ? { ...made, offset: target.from } : made,
        );
      if (attribute && !constants.entries.has(name))
        constants.entries.set(name, { ...made, offset: target.from });
    } else if (target.name === "MemberExpression" && target.lastChild?.name === "PropertyName") {
      const made = value(right);
      if (made.kind !== "scalar" || !made.text.startsWith("$("))
        attributes.set(of(target.lastChild), { ...made, offset: target.from });
    }
  };

  const tree = parseWithin(text);
  if (tree === undefined) return { calls, constants };
  let left = MOST_CALLS;
  let collects = false;
  /** Twice: the first pass learns names that are set below their use (argparse under `main`), the second reads. */
  const walk = (node: SyntaxNode, inClass: boolean): void => {
    if (node.name === "IfStatement") return branches(node, inClass);
    if (node.name === "AssignStatement") assign(node, inClass);
    else if (node.name === "ParamList") parameters(node);
    else if (node.name === "CallExpression" || node.name === "Decorator") call(node);
    const isClass = node.name === "ClassDefinition";
    for (let child = node.firstChild; child !== null; child = child.nextSibling)
      if (child.firstChild !== null) walk(child, isClass || (inClass && node.name === "Body"));
  };
  const call = (node: SyntaxNode): void => {
    if (left-- <= 0) return;
    const list = node.getChild("ArgList");
    const from = node.firstChild?.from ?? node.from;
    const callee = (
      node.name === "Decorator"
        ? text.slice(from, list?.from ?? node.to).replace("@", "")
        : node.firstChild === null
          ? ""
          : of(node.firstChild)
    ).replace(/\s+/g, "");
    const name = callee.split(".").at(-1)!;
    const made = argumentsOf(node, 0);
    if (name === "add_argument") argument(made);
    if (collects) calls.push({ name, callee, arguments: made });
  };
  /** A branch that a known flag turns off is not run; where the condition is not known, all are read. */
  const branches = (node: SyntaxNode, inClass: boolean): void => {
    let condition: boolean | undefined;
    let taken = false;
    for (const child of children(node)) {
      if (child.name === "Body") {
        if (condition !== false && !taken) walk(child, inClass);
        if (condition === true) taken = true;
        condition = undefined;
      } else if (!/^(if|elif|else)$/.test(child.name)) {
        condition = truth(child, 0);
        walk(child, inClass);
      }
    }
  };
  const truth = (node: SyntaxNode, depth: number): boolean | undefined => {
    if (depth > 8) return undefined;
    if (node.name === "ParenthesizedExpression") {
      const inner = children(node).find((child) => !/^[()]$/.test(child.name));
      return inner === undefined ? undefined : truth(inner, depth + 1);
    }
    if (node.name === "UnaryExpression" && of(node).startsWith("not")) {
      const inner = node.lastChild === null ? undefined : truth(node.lastChild, depth + 1);
      return inner === undefined ? undefined : !inner;
    }
    if (node.name === "BinaryExpression") {
      const [a, operator, b] = children(node);
      if (a === undefined || operator === undefined || b === undefined) return undefined;
      const word = of(operator);
      if (word === "and" || word === "or") {
        const sides = [truth(a, depth + 1), truth(b, depth + 1)];
        const decisive = word === "or";
        if (sides.includes(decisive)) return decisive;
        return sides.includes(undefined) ? undefined : !decisive;
      }
      const [x, y] = [value(a), value(b)];
      if ((word !== "==" && word !== "!=") || isUnknown(x) || isUnknown(y)) return undefined;
      return (x.text === y.text) === (word === "==");
    }
    const made = value(node);
    if (made.kind !== "scalar") return made.entries.size + made.items.length > 0;
    if (isUnknown(made)) return undefined;
    return !/^(False|None|0|0\.0|)$/.test(made.text);
  };
  const isUnknown = (node: Node): boolean => node.kind === "scalar" && node.text.startsWith("$(");

  /** `def train(model="x", epochs=3)`: a default answers where the name is used. */
  const parameters = (node: SyntaxNode): void => {
    const parts = children(node).filter((child) => child.name !== "TypeDef");
    const owner = node.parent?.getChild("VariableName");
    const trains = owner != null && /train|tune|main|sft|run/i.test(of(owner));
    for (let at = 0; at < parts.length; at++) {
      if (
        parts[at]!.name !== "VariableName" ||
        parts[at + 1]?.name !== "AssignOp" ||
        parts[at + 2] === undefined
      )
        continue;
      const made = value(parts[at + 2]!);
      const name = of(parts[at]!);
      if (isUnknown(made) || made.text === "None" || attributes.has(name)) continue;
      const placed = { ...made, offset: parts[at]!.from };
      attributes.set(name, placed);
      // What the training function takes is the run's own, under its name.
      if (trains && !constants.entries.has(name)) constants.entries.set(name, placed);
    }
  };
  /** argparse: `add_argument("--model", default="x")` answers `args.model`. */
  const argument = (made: Node): void => {
    const flags = ["0", "1"]
      .map((key) => made.entries.get(key)?.text)
      .filter((one) => one?.startsWith("-") === true);
    const name = flags.find((one) => one!.startsWith("--")) ?? flags[0];
    const otherwise =
      made.entries.get("default") ??
      (made.entries.get("action")?.text === "store_true"
        ? scalar(source, made.offset, "False")
        : undefined);
    if (name === undefined || otherwise === undefined) return;
    const key = made.entries.get("dest")?.text ?? name.replace(/^-+/, "").replaceAll("-", "_");
    if (
      otherwise.kind === "scalar" &&
      (otherwise.text.startsWith("$(") || otherwise.text === "None")
    )
      return;
    attributes.set(key, otherwise);
    if (!constants.entries.has(key)) constants.entries.set(key, otherwise);
  };
  walk(tree.topNode, false);
  left = MOST_CALLS;
  collects = true;
  walk(tree.topNode, false);
  return { calls, constants };
};

/** A parse in bounded steps: a step shifts or reduces a token, and broken text takes many. */
const MOST_STEPS = 40_000;

const parseWithin = (text: string): Tree | undefined => {
  const parse = parser.startParse(text);
  for (let step = 0; step < MOST_STEPS; step++) {
    const tree = parse.advance();
    if (tree !== null) return tree;
  }
  return undefined;
};

const unquote = (written: string): string => {
  const found = /^[a-zA-Z]*("""|'''|"|')([\s\S]*)\1$/.exec(written);
  return found === null
    ? written
    : found[2]!.replace(/\\(['"\\n])/g, (_, char: string) => (char === "n" ? "\n" : char));
};
