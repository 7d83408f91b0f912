/** The code cells of a notebook, its shell lines (`!swift sft ..`, `%%bash`) apart, and the file's line of each. */
export const notebookCode = (
  text: string,
): { code: string; commands: string; lines: number[] } | undefined => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const cells = (parsed as { cells?: unknown } | null)?.cells;
  if (!Array.isArray(cells)) return undefined;
  const code: string[] = [];
  const commands: string[] = [];
  const lines: number[] = [];
  let at = 0;
  let line = 1;
  for (const cell of cells as ({ cell_type?: unknown; source?: unknown } | null)[]) {
    if (cell?.cell_type !== "code") continue;
    const source = Array.isArray(cell.source)
      ? cell.source.map((part) => (typeof part === "string" ? part : ""))
      : [typeof cell.source === "string" ? cell.source : ""];
    const shell = /^\s*%%(bash|sh|shell)\b/.test(source.join(""));
    let continued = false;
    for (const written of source.join("").split("\n")) {
      const found =
        written.trim() === "" ? -1 : text.indexOf(JSON.stringify(written).slice(1, -1), at);
      if (found !== -1) {
        for (
          let next = text.indexOf("\n", at);
          next !== -1 && next < found;
          next = text.indexOf("\n", next + 1)
        )
          line++;
        at = found;
      }
      const isCommand: boolean =
        continued || (shell && !/^\s*%%/.test(written)) || /^\s*!/.test(written);
      code.push(isCommand || /^\s*[!%]/.test(written) ? "" : written);
      commands.push(isCommand ? written.replace(/^(\s*)!/, "$1 ") : "");
      continued = isCommand && /\\\s*$/.test(written);
      lines.push(line);
    }
  }
  return { code: code.join("\n"), commands: commands.join("\n"), lines };
};
