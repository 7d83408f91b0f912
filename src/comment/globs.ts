/**
 * `*` within a folder, `**` across folders, `?` one character. Matched by dynamic programming over both
 * texts: no regular expression is built from what somebody wrote, so nothing can blow up.
 */
export const matches = (glob: string, path: string): boolean => {
  const pattern = glob.replace(/^\.?\//, "").replace(/\/$/, "/**");
  let reached = new Set([0]);
  const skipsOn = (at: number, into: Set<number>): void => {
    into.add(at);
    // "**/" also stands for no folder at all, a star for nothing.
    if (pattern.startsWith("**/", at)) skipsOn(at + 3, into);
    else if (pattern.startsWith("**", at)) skipsOn(at + 2, into);
    else if (pattern[at] === "*") skipsOn(at + 1, into);
  };
  const closed = new Set<number>();
  for (const at of reached) skipsOn(at, closed);
  reached = closed;
  for (const character of path) {
    const next = new Set<number>();
    for (const at of reached) {
      if (pattern.startsWith("**", at)) skipsOn(at, next);
      else if (pattern[at] === "*") {
        if (character !== "/") skipsOn(at, next);
      } else if (pattern[at] === character || (pattern[at] === "?" && character !== "/"))
        skipsOn(at + 1, next);
    }
    reached = next;
    if (reached.size === 0) return false;
  }
  return reached.has(pattern.length);
};

/** Does this file count, by the repository's paths and ignore? */
export const counts = (
  path: string,
  settings: { paths?: readonly string[] | undefined; ignore?: readonly string[] | undefined },
): boolean => {
  const { paths, ignore } = settings;
  if (ignore?.some((glob) => matches(glob, path)) === true) return false;
  return paths === undefined || paths.length === 0 || paths.some((glob) => matches(glob, path));
};
