/** Just past the parenthesis that closes the one at `from`. */
export const closing = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at + 1;
  }
  return text.length;
};

/** Integers, names, + - * / and parentheses; no power, no assignment. */
export const arithmetic = (
  written: string,
  lookup: (name: string) => string | undefined,
): number | undefined => {
  const resolved = written.replace(
    /\$?\{?([A-Za-z_]\w*)(?::-(\d+))?\}?/g,
    (_, name: string, otherwise?: string) => lookup(name) ?? otherwise ?? "?",
  );
  const tokens = resolved.match(/\d+|[-+*/()]|\S/g) ?? [];
  if (
    tokens.length === 0 ||
    tokens.length > 60 ||
    tokens.some((token) => !/^\d+$|^[-+*/()]$/.test(token))
  )
    return undefined;
  let at = 0;
  const factor = (): number => {
    if (tokens[at] === "(") {
      at++;
      const value = sum();
      at++;
      return value;
    }
    return Number(tokens[at++]);
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === "*" || tokens[at] === "/")
      value = tokens[at++] === "*" ? value * factor() : Math.trunc(value / factor());
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-")
      value = tokens[at++] === "+" ? value + product() : value - product();
    return value;
  };
  const value = sum();
  return Number.isFinite(value) && at === tokens.length ? value : undefined;
};
