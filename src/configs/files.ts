import type { Node } from "./node.ts";

/** The files that the caller has at hand, parsed when asked for. */
export interface Files {
  /** The parsed file that a written path means: relative to the naming file, to the root, or by its end. */
  find(path: string, from: string): { path: string; root: Node } | undefined;
  /** The text behind a written path. */
  text(path: string, from: string): { path: string; content: string } | undefined;
}

/** `a/b/../c` and `./` resolved; nothing above the root. */
export const resolvePath = (from: string, path: string): string => {
  const parts = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of path.split("/"))
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  return parts.join("/");
};

/** The place among `known` that a path written in `from` points at. */
export const locate = (
  known: ReadonlyMap<string, unknown>,
  path: string,
  from: string,
): string | undefined => {
  const beside = resolvePath(from, path);
  if (known.has(beside)) return beside;
  const fromRoot = resolvePath("", path);
  if (known.has(fromRoot)) return fromRoot;
  const folders = from.split("/").slice(0, -1);
  while (folders.pop() !== undefined) {
    const above = resolvePath([...folders, "x"].join("/"), path.replace(/^\/+/, ""));
    if (known.has(above)) return above;
  }
  const tail = fromRoot.split("/").slice(-2).join("/");
  if (!tail.includes("/")) return undefined;
  const matches = [...known.keys()].filter((one) => one.endsWith(`/${tail}`) || one === tail);
  return matches.length === 1 ? matches[0] : undefined;
};

/** Could the repository hold it (and not a machine's own disk, a URL or a variable)? */
export const isRepositoryPath = (path: string): boolean =>
  /^[\w./@ -]+\.(ya?ml|json|toml|sh|py)$/i.test(path) &&
  !path.startsWith("/") &&
  !path.startsWith("~");
