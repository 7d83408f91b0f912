/**
 * Text of a pull request (file names, values) is hostile: here it becomes text that is shown as it is,
 * mentions nobody, links nowhere, closes no table cell, comment or code span.
 */

/** Control, formatting (bidirectional, invisible) and line-separating characters, newlines included. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const LONGEST_CHARACTERS = 120;
/** Cut in the middle, where file names are least telling, by whole characters. */
export const shorten = (text: string, longest = LONGEST_CHARACTERS): string => {
  if (text.length <= longest) return text;
  const characters = Array.from(text);
  if (characters.length <= longest) return text;
  const head = Math.ceil((longest - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(head - longest + 1).join("")}`;
};

/** Most text is of these alone, and is not looked through by character class. */
const ORDINARY = /^[ -~]*$/;

const visible = (text: string, longest?: number): string =>
  shorten(
    ORDINARY.test(text) ? text.slice(0, 4000) : text.slice(0, 4000).replace(UNSEEN, " "),
    longest,
  );

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/**
 * What is read wherever it stands: & < | ` * ~ [ ] and the backslash. What is read in some places: an
 * underscore at a word's edge, #1, ://, www., $x$. One pass, so that no entity is escaped again.
 */
const READ =
  /[&<|`*~[\]\\]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|#(?=\d)|:(?=\/\/)|\$(?!\d)|(?<=www)\./giu;

/** Without any of these, nothing is read anywhere. */
const MAY_BE_READ = /[&<|`*~[\]\\_#:$@]|www/i;

/** Everything that would be read, as an entity. */
const withEntities = (text: string): string =>
  text
    .replace(READ, entity)
    // Even an entity would become a mention in GitHub's second pass; an invisible space ends the name.
    .replaceAll("@", "&#64;&#8203;");

/** What GitHub would link, mention or read as emphasis, and a code span can hold as it is. */
const LINKED = /(?<![^\s(])[^\s`|<()]*(?:[@*]|:\/\/|\bwww\.)[^\s`|<()]*[^\s`|<(),.;:]/giu;

/**
 * As running text. What Markdown, HTML or GitHub's autolinks (mentions, #123, URLs, math) would read is
 * written as an entity, addresses and mentions as code; the rest stays as it is, for those who read the
 * mail as plain text.
 */
export const plain = (text: string, longest?: number): string => {
  const shown = visible(text, longest).trim();
  if (!MAY_BE_READ.test(shown)) return shown;
  let made = "";
  let end = 0;
  for (const match of shown.matchAll(LINKED)) {
    made += `${withEntities(shown.slice(end, match.index))}\`${match[0]}\``;
    end = match.index + match[0].length;
  }
  return (made + withEntities(shown.slice(end))).trim();
};

/**
 * As code: a code span, in which nothing is read and nothing linked. What would end it (a backtick) or its
 * table cell (a pipe) needs entities, which a code span does not know, so then it is <code>.
 */
export const code = (text: string, longest?: number): string => {
  const shown = visible(text, longest).trim();
  if (shown === "") return "<code>&nbsp;</code>";
  return /[`|]/.test(shown) ? `<code>${withEntities(shown)}</code>` : `\`${shown}\``;
};

/** As code where Markdown is not read: inside an HTML element such as <summary>. */
export const htmlCode = (text: string, longest?: number): string =>
  `<code>${withEntities(visible(text, longest).trim())}</code>`;

/** A path inside a URL of the repository. */
export const urlPath = (path: string): string =>
  path
    .split("/")
    .map((segment) =>
      encodeURIComponent(segment.toWellFormed()).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join("/");
