import { arithmetic, closing } from "./shell-arithmetic.ts";

/** A shell script as its commands: quotes, continuations, comments, heredocs, variables set above. Nothing is run. */
export interface Word {
  text: string;
  /** Where its text is written: for a variable alone, where the variable is set. */
  offset: number;
  /** Of a text put together: from which of its characters on it is written at which offset. */
  spans?: readonly (readonly [from: number, offset: number])[];
  /** The body of a heredoc whose variables are still to be put in. */
  unexpanded?: boolean;
}

/** Where the character at `index` of the word's text is written. */
export const placeIn = (word: Word, index: number): number => {
  const span = word.spans?.findLast(([from]) => from <= index);
  return span === undefined ? word.offset + index : span[1] + index - span[0];
};

export interface Command {
  words: Word[];
  /** `NAME=value` before the command and exports above it. */
  environment: Map<string, Word>;
}

export interface Script {
  commands: Command[];
  /** `#SBATCH`, `#PBS` lines, as words. */
  directives: Word[];
  /** What the script writes by heredoc: `cat > train.yaml <<EOF`. */
  files: { path: string; text: string; offset: number }[];
}

const MOST_WORDS = 6000;

const LONGEST_VALUE_CHARACTERS = 8000;

const MOST_SPANS = 200;

export const parseShell = (
  text: string,
  preset: ReadonlyMap<string, Word> = new Map(),
  base = 0,
): Script => {
  const variables = new Map<string, Word[]>();
  for (const [name, word] of preset) variables.set(name, [word]);
  const exported = new Map<string, Word>(preset);
  const commands: Command[] = [];
  const directives: Word[] = [];
  const files: Script["files"] = [];
  let target: string | undefined;
  let words: Word[] = [];
  let heredocs: { end: string; quotes: string; into?: string }[] = [];
  let left = MOST_WORDS;
  let at = 0;

  const finish = (): void => {
    if (words.length === 0) return;
    const own = new Map(exported);
    let begin = 0;
    while (
      begin < words.length &&
      /^(if|then|else|elif|do|while|until|!|time|\{|\(|exec|nohup|export|declare|local|readonly|typeset|set|env|-x|eval|sudo)$/.test(
        words[begin]!.text,
      )
    )
      begin++;
    const isExport = words
      .slice(0, begin)
      .some((word) => /^(export|declare|typeset)$/.test(word.text));
    const isEval = words.slice(0, begin).some((word) => word.text === "eval");
    let rest = words.slice(begin);
    while (rest.length > 0) {
      const set = /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/.exec(rest[0]!.text);
      if (set === null) break;
      const value = from(rest[0]!, set[1]!.length + 1 + set[2]!.length);
      own.set(set[1]!, value);
      if (rest.length === 1 || isExport) {
        const before =
          set[2] === "+"
            ? (variables
                .get(set[1]!)
                ?.map((word) => word.text)
                .join(" ") ?? "")
            : "";
        variables.set(set[1]!, [
          { ...value, text: (before + value.text).slice(0, LONGEST_VALUE_CHARACTERS) },
        ]);
        exported.set(set[1]!, value);
      }
      rest = rest.slice(1);
    }
    if (isEval) rest = rest.flatMap((word) => split({ ...word, unexpanded: true }));
    for (const part of inner(rest)) commands.push({ words: part, environment: own });
    words = [];
  };

  /** `srun bash -c "$LAUNCHER $CMD"`, `sbatch --wrap=".."`: the commands of the inner script, else the command itself. */
  const inner = (rest: Word[]): Word[][] => {
    if (rest.length === 0) return [];
    const shell = rest.findIndex(
      ({ text: name }, index) =>
        /^(.*\/)?(ba|z|da)?sh$/.test(name) && /^-[a-z]*c$/.test(rest[index + 1]?.text ?? ""),
    );
    const wrap = rest.find(({ text: name }) => /^--wrap=?/.test(name));
    const script =
      shell !== -1
        ? rest[shell + 2]
        : wrap === undefined
          ? undefined
          : wrap.text === "--wrap"
            ? rest[rest.indexOf(wrap) + 1]
            : { ...wrap, text: " ".repeat(7) + wrap.text.slice(7) };
    if (script === undefined) return [rest];
    const made: Word[][] = [[]];
    for (const word of split({ ...script, unexpanded: true })) {
      if (/^(&&|\|\|?|;|&)$/.test(word.text)) made.push([]);
      else made.at(-1)!.push({ ...word, text: word.text.replace(/;$/, "") });
      if (word.text.endsWith(";")) made.push([]);
    }
    return made.filter((part) => part.length > 0);
  };

  /** What a word holds from its character `index` on. */
  const from = (word: Word, index: number): Word => ({
    text: word.text.slice(index),
    offset: placeIn(word, index),
    ...(word.spans === undefined
      ? {}
      : {
          spans: word.spans.map(([at, offset]): [number, number] =>
            at >= index ? [at - index, offset] : [0, placeIn(word, index)],
          ),
        }),
  });
  const split = (word: Word): Word[] => {
    const parts: Word[] = [];
    for (const match of word.text.matchAll(/([\w.+-]*=)?(?:"([^"]*)"|'([^']*)')|[^\s\\]+/g)) {
      const written = (match[1] ?? "") + (match[2] ?? match[3] ?? "");
      const part = match[2] === undefined && match[3] === undefined ? match[0] : written;
      parts.push({
        text: word.unexpanded === true ? expanded(part) : part,
        offset: placeIn(word, match.index),
      });
    }
    return parts;
  };
  const expanded = (written: string): string =>
    written.replace(
      /\$\{?([A-Za-z_]\w*)(?::?-([^}]*))?\}?/g,
      (all, name: string, otherwise?: string) => lookup(name) ?? otherwise ?? all,
    );

  /** `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME[@]}`, `$((..))`, `$(expr ..)`; what is unknown stays as written. */
  const expansion = (): { words: Word[]; known: boolean; array: boolean } => {
    const start = at;
    if (text.startsWith("$((", at)) {
      const end = closing(text, at + 1);
      if (text.slice(end - 2, end) === "))") {
        const inner = text.slice(at + 3, end - 2);
        at = end;
        const value = arithmetic(inner, lookup);
        return one(
          value === undefined ? text.slice(start, at) : String(value),
          start,
          value !== undefined,
        );
      }
    }
    if (text.startsWith("$(", at)) {
      at = closing(text, at + 1);
      const inner = text.slice(start + 2, at - 1).trim();
      // The folder it is run in, or the script's own.
      if (/^pwd( -P)?$|&&\s*pwd( -P)?$|^dirname\b/.test(inner)) return one(".", start, true);
      const expr = /^expr\s+(.+)$/.exec(inner);
      const value = expr === null ? undefined : arithmetic(expr[1]!.replaceAll("\\", ""), lookup);
      return one(value === undefined ? "$(" : String(value), start, value !== undefined);
    }
    const braced =
      /^\$\{([A-Za-z_]\w*|\d+|[@*#])(\[[@*]\])?(?:(:?[-=?+])((?:[^{}$]|\$\{[^{}]*\}|\$\w+)*)|([#%/^,][^}]*))?\}/.exec(
        text.slice(at, at + 2000),
      );
    const plain =
      braced === null ? /^\$([A-Za-z_]\w*|[\d@*#?])/.exec(text.slice(at, at + 200)) : null;
    const found = braced ?? plain;
    if (found === null) {
      at++;
      return one("$", start, true);
    }
    at += found[0].length;
    const name = found[1]!;
    const value = variables.get(name);
    const isArray = braced?.[2] !== undefined;
    if (value !== undefined && braced?.[5] === undefined) {
      if (
        value.length === 1 &&
        value[0]!.text === "" &&
        braced?.[3] !== undefined &&
        /-|=/.test(braced[3])
      )
        return fallback(braced[4]!, start);
      return { words: value, known: true, array: isArray || value.length > 1 };
    }
    if (braced?.[3] !== undefined && /-|=/.test(braced[3])) return fallback(braced[4]!, start);
    return one(found[0], start, false);
  };
  const fallback = (written: string, start: number) => {
    const resolved = written
      .replace(/^["']|["']$/g, "")
      .replace(/\$\{?(\w+)\}?/g, (all, name: string) => lookup(name) ?? all);
    return one(resolved, start, !resolved.includes("$"));
  };
  const one = (value: string, offset: number, known: boolean) => ({
    words: [{ text: value, offset: base + offset }],
    known,
    array: false,
  });
  const lookup = (name: string): string | undefined =>
    variables
      .get(name)
      ?.map((word) => word.text)
      .join(" ");

  /** One word, or several where an unquoted or array variable holds several. */
  const word = (): Word[] => {
    const start = at;
    let value = "";
    let alone: Word | undefined;
    let pieces = 0;
    const made: Word[] = [];
    const spans: [number, number][] = [];
    const append = (piece: string, offset: number, from?: Word): void => {
      pieces++;
      alone = pieces === 1 ? from : undefined;
      if (spans.length < MOST_SPANS)
        if (from?.spans === undefined) spans.push([value.length, from?.offset ?? offset]);
        else for (const [index, at] of from.spans) spans.push([value.length + index, at]);
      if (value.length < LONGEST_VALUE_CHARACTERS) value += piece;
    };
    while (at < text.length) {
      const char = text[at]!;
      if (/[\s;|&<>()]/.test(char)) {
        // `NAME=( .. )`: an array
        if (char === "(" && /^[A-Za-z_]\w*\+?=$/.test(value)) {
          array(value.slice(0, -1), start);
          return [];
        }
        break;
      }
      if (char === "\\") {
        if (text[at + 1] === "\n") {
          at += 2;
          if (value === "") return [];
          break;
        }
        if (text[at + 1] === "\r" && text[at + 2] === "\n") {
          at += 3;
          break;
        }
        append(text[at + 1] ?? "", base + at + 1);
        at += 2;
      } else if (char === "'") {
        const end = text.indexOf("'", at + 1);
        append(text.slice(at + 1, end === -1 ? text.length : end), base + at + 1);
        at = end === -1 ? text.length : end + 1;
      } else if (char === '"') {
        const open = at;
        const inside = quoted();
        if (
          open === start &&
          inside.array !== undefined &&
          (at >= text.length || /^(?:[\s;|&)]|\\\r?\n)/.test(text.slice(at, at + 3)))
        )
          return inside.array;
        append(
          inside.text,
          base + open + 1,
          inside.alone ?? { ...inside, offset: base + open + 1 },
        );
        if (inside.alone === undefined) alone = undefined;
      } else if (char === "$") {
        const from = base + at;
        const found = expansion();
        const assigns = /^[A-Za-z_]\w*\+?=/.test(value);
        if (found.array && value === "") made.push(...found.words);
        else if (
          found.known &&
          !assigns &&
          found.words.length === 1 &&
          value === "" &&
          /\s/.test(found.words[0]!.text) &&
          (at >= text.length || /^(?:[\s;|&)]|\\\r?\n)/.test(text.slice(at, at + 3)))
        )
          return [...made, ...split(found.words[0]!)];
        else
          append(
            found.words.map((one) => one.text).join(" "),
            from,
            found.known ? found.words[0] : undefined,
          );
      } else if (char === "`") {
        const end = text.indexOf("`", at + 1);
        append("$(", base + at);
        at = end === -1 ? text.length : end + 1;
      } else {
        let end = at + 1;
        while (end < text.length && !/[\s;|&<>()\\'"$`]/.test(text[end]!)) end++;
        append(text.slice(at, end), base + at);
        at = end;
      }
    }
    if (pieces === 0 && made.length > 0) return made;
    if (pieces === 0 && at === start) {
      at++;
      return [];
    }
    return [
      ...made,
      {
        text: value,
        offset: alone?.offset ?? base + start,
        ...(spans.length > 1 || alone !== undefined ? { spans } : {}),
        ...(alone?.unexpanded === true ? { unexpanded: true } : {}),
      },
    ];
  };

  const quoted = (): {
    text: string;
    spans: [number, number][];
    alone?: Word;
    array?: Word[];
  } => {
    at++;
    const spans: [number, number][] = [];
    const written = (offset: number): void => {
      if (spans.length < MOST_SPANS) spans.push([value.length, base + offset]);
    };
    let value = "";
    let alone: Word | undefined;
    let array: Word[] | undefined;
    let pieces = 0;
    while (at < text.length && text[at] !== '"') {
      if (text[at] === "\\") {
        written(at);
        if (text[at + 1] === "\n") value += " ";
        else
          value += /["\\$`]/.test(text[at + 1] ?? "")
            ? (text[at + 1] ?? "")
            : text.slice(at, at + 2);
        at += 2;
        pieces++;
      } else if (text[at] === "$") {
        const from = at;
        const found = expansion();
        const only = found.known && found.words.length === 1 ? found.words[0] : undefined;
        if (only === undefined) written(from);
        else if (spans.length < MOST_SPANS)
          for (const [index, offset] of only.spans ?? [[0, only.offset] as const])
            spans.push([value.length + index, offset]);
        pieces++;
        alone = found.known ? found.words[0] : undefined;
        if (found.array) array = found.words;
        if (value.length < LONGEST_VALUE_CHARACTERS)
          value += found.words.map((one) => one.text).join(" ");
      } else {
        let end = at + 1;
        while (end < text.length && !/["\\$]/.test(text[end]!)) end++;
        written(at);
        value += text.slice(at, end);
        at = end;
        pieces++;
      }
    }
    at++;
    return {
      text: value,
      spans,
      ...(pieces === 1 && alone !== undefined ? { alone } : {}),
      ...(pieces === 1 && array !== undefined ? { array } : {}),
    };
  };

  const array = (name: string, _start: number): void => {
    at++;
    const items: Word[] = [];
    while (at < text.length && text[at] !== ")" && left-- > 0) {
      if (/\s/.test(text[at]!)) at++;
      else if (text[at] === "\\") at += 2;
      else if (text[at] === "#") comment();
      else items.push(...word());
    }
    at++;
    const plus = name.endsWith("+");
    const key = plus ? name.slice(0, -1) : name;
    variables.set(key, [...(plus ? (variables.get(key) ?? []) : []), ...items]);
  };

  const comment = (): void => {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end === -1 ? text.length : end);
    const directive = /^#(?:SBATCH|PBS|BSUB|\$)\s+(.*)$/.exec(line);
    if (directive !== null) {
      const offset = base + at + line.length - directive[1]!.length;
      for (const match of directive[1]!.replace(/\s#.*$/, "").matchAll(/\S+/g))
        directives.push({ text: match[0], offset: offset + match.index });
    }
    at = end === -1 ? text.length : end;
  };

  const heredoc = (): void => {
    for (const { end, into, quotes } of heredocs) {
      const pattern = new RegExp(`^[ \\t]*${end.replace(/[^\w]/g, "\\$&")}[ \\t]*\\r?$`, "m");
      const rest = text.slice(at);
      const found = pattern.exec(rest);
      const body = found === null ? rest : rest.slice(0, found.index);
      if (target !== undefined && files.length < 20)
        files.push({
          path: target,
          text: quotes === "" ? expanded(body) : body,
          offset: base + at,
        });
      if (into !== undefined)
        variables.set(into, [
          {
            // As long as it is written, so that places stay true.
            text: body
              .replace(/\\\r?\n/g, (written) => " ".repeat(written.length))
              .slice(0, LONGEST_VALUE_CHARACTERS),
            offset: base + at,
            unexpanded: quotes === "",
          },
        ]);
      at += found === null ? rest.length : found.index + found[0].length;
    }
    heredocs = [];
    target = undefined;
  };

  while (at < text.length && left-- > 0) {
    const char = text[at]!;
    if (char === "\n") {
      at++;
      if (words[0]?.text === "tee")
        target ??= words.find(({ text: name }) => /\.\w+$/.test(name))?.text;
      finish();
      if (heredocs.length > 0) heredoc();
      else target = undefined;
    } else if (/\s/.test(char)) at++;
    else if (char === "\\" && /^\\[ \t]*\r?\n/.test(text.slice(at, at + 40)))
      at = text.indexOf("\n", at) + 1;
    else if (char === "#") comment();
    else if (char === ";" || char === "(" || char === ")") {
      at++;
      finish();
    } else if (char === "&" && text[at + 1] === ">") at += 2;
    else if (char === "|" || char === "&") {
      at++;
      finish();
    } else if (char === "<" && text[at + 1] === "<" && text[at + 2] !== "<") {
      const tag = /^<<-?\s*(["']?)([\w.-]+)\1/.exec(text.slice(at, at + 80));
      at += tag?.[0].length ?? 2;
      if (tag !== null) {
        const reads = words[0]?.text === "read" ? words.at(-1)!.text : undefined;
        const cat = words.length === 1 ? /^([A-Za-z_]\w*)=/.exec(words[0]!.text)?.[1] : undefined;
        const into = reads ?? cat;
        heredocs.push({
          end: tag[2]!,
          quotes: tag[1]!,
          ...(into === undefined || into.startsWith("-") ? {} : { into }),
        });
      }
    } else if (char === "<" || char === ">") {
      at++;
      while (text[at] === ">" || text[at] === "&" || text[at] === "<") at++;
      while (text[at] === " ") at++;
      if (at < text.length && text[at] !== "\n") {
        const into = word().at(-1)?.text;
        if (char === ">" && into !== undefined && !/^&?\d$|\/dev\//.test(into)) target = into;
      }
    } else if (/^\d>/.test(text.slice(at, at + 2))) at++;
    else words.push(...word());
  }
  finish();
  return { commands, directives, files };
};
