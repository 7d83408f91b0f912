/**
 * A small renderer of Block Kit to HTML, near enough to Slack's look to judge how a payload reads: widths,
 * line breaks, what stands out, what is cut. It draws the kinds of block that ftcost sends.
 */
type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const node = (value: unknown): Node => (isNode(value) ? value : {});
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
const str = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Slack's markup; its text comes with &, < and > escaped already. */
const mrkdwn = (text: string): string => {
  const parts = text.split(/(```[\s\S]*?```|`[^`\n]+`)/);
  return parts
    .map((part) => {
      if (part.startsWith("```")) return `<pre>${part.slice(3, -3)}</pre>`;
      if (part.startsWith("`") && part.length > 2) return `<code>${part.slice(1, -1)}</code>`;
      return part
        .replace(/<(https?:[^|>]+)\|([^>]+)>/g, '<a href="#">$2</a>')
        .replace(/<@(\w+)>/g, '<span class="mention">@$1</span>')
        .replace(/<#(\w+)>/g, '<span class="mention">#$1</span>')
        .replace(/(^|[\s(])\*([^*\n]+)\*(?=$|[\s.,;:!?)])/g, "$1<b>$2</b>")
        .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,;:!?)])/g, "$1<i>$2</i>")
        .replaceAll("\n", "<br>");
    })
    .join("");
};

const textOf = (value: unknown): string => {
  const { type, text } = node(value);
  return type === "mrkdwn" ? mrkdwn(str(text)) : html(str(text)).replaceAll("\n", "<br>");
};

const element = (one: Node): string => {
  if (one["type"] === "button") {
    const style = str(one["style"]);
    return `<span class="button ${style}">${textOf(one["text"])}${one["url"] === undefined ? "" : " ↗"}</span>`;
  }
  if (one["type"] === "static_select") {
    const shown = node(one["initial_option"] ?? one["placeholder"]);
    return `<span class="select">${html(str(shown["text"] === undefined ? "" : isNode(shown["text"]) ? shown["text"]["text"] : shown["text"]))} ▾</span>`;
  }
  if (one["type"] === "plain_text_input")
    return `<span class="input">${html(str(one["initial_value"]))}&nbsp;</span>`;
  return `<span class="unknown">${html(str(one["type"]))}</span>`;
};

const table = (block: Node): string => {
  const [header = [], ...rows] = (block["rows"] as Node[][] | undefined) ?? [];
  const size = Number(block["page_size"] ?? 5);
  const cell = (tag: string) => (one: Node) =>
    `<${tag} class="${str(one["type"])}">${html(str(one["text"]))}</${tag}>`;
  const left = rows.length - size;
  return `<figure><figcaption>${html(str(block["caption"]))}</figcaption><table><thead><tr>${header.map(cell("th")).join("")}</tr></thead><tbody>${rows
    .slice(0, size)
    .map((row) => `<tr>${row.map(cell("td")).join("")}</tr>`)
    .join(
      "",
    )}</tbody></table>${left > 0 ? `<small>1–${size} of ${rows.length} ›</small>` : ""}</figure>`;
};

const COLOURS = ["#1264a3", "#2eb67d", "#ecb22e", "#e01e5a", "#7b3ff2", "#36c5f0"];

const chart = (block: Node): string => {
  const drawn = node(block["chart"]);
  const series = nodes(drawn["series"]);
  const points = nodes(series[0]?.["data"]);
  const values = points.map((point) => Number(point["value"]));
  const largest = Math.max(...values, 0) || 1;
  const width = 560;
  const step = width / Math.max(1, points.length);
  const shapes =
    drawn["type"] === "line"
      ? `<polyline fill="none" stroke="${COLOURS[0]}" stroke-width="2" points="${values.map((value, at) => `${at * step + step / 2},${140 - (value / largest) * 120}`).join(" ")}"/>`
      : values
          .map(
            (value, at) =>
              `<rect x="${at * step + step * 0.15}" width="${step * 0.7}" y="${140 - (value / largest) * 120}" height="${(value / largest) * 120}" fill="${COLOURS[0]}"/>`,
          )
          .join("");
  const labels = points
    .map(
      (point, at) =>
        `<text x="${at * step + step / 2}" y="152" text-anchor="end" transform="rotate(-35 ${at * step + step / 2} 152)">${html(str(point["label"]))}</text>`,
    )
    .join("");
  const axis = node(drawn["axis_config"]);
  return `<figure><figcaption>${html(str(block["title"]))}</figcaption><svg width="${width}" height="230" viewBox="0 0 ${width} 230">${shapes}${labels}<text x="0" y="10">${html(str(axis["y_label"]))}, to ${largest}</text></svg></figure>`;
};

const block = (one: Node): string => {
  switch (one["type"]) {
    case "header":
      return `<h3>${textOf(one["text"])}</h3>`;
    case "divider":
      return "<hr>";
    case "section": {
      const fields = nodes(one["fields"]);
      const body =
        one["text"] === undefined ? "" : `<div class="text">${textOf(one["text"])}</div>`;
      const grid =
        fields.length === 0
          ? ""
          : `<div class="fields">${fields.map((field) => `<div>${textOf(field)}</div>`).join("")}</div>`;
      const accessory = isNode(one["accessory"]) ? element(one["accessory"]) : "";
      return `<div class="section"><div>${body}${grid}</div>${accessory}</div>`;
    }
    case "context":
      return `<div class="context">${nodes(one["elements"])
        .map((part) => `<span>${textOf(part)}</span>`)
        .join(" ")}</div>`;
    case "actions":
      return `<div class="actions">${nodes(one["elements"]).map(element).join("")}</div>`;
    case "input":
      return `<label>${textOf(one["label"])}${one["optional"] === true ? " <em>(optional)</em>" : ""}${element(node(one["element"]))}${one["hint"] === undefined ? "" : `<small>${textOf(one["hint"])}</small>`}</label>`;
    case "data_table":
      return table(one);
    case "data_visualization":
      return chart(one);
    default:
      return `<p class="unknown">${html(str(one["type"]))}</p>`;
  }
};

const STYLE = `body{margin:0;padding:16px;font:15px/1.46 "Lato","Liberation Sans",Arial,sans-serif;color:#1d1c1d;background:#fff;width:640px}
.frame.modal,.frame.home{border:1px solid #ccc;border-radius:8px;padding:16px;width:520px}.frame.home{width:608px}
h2{font-size:18px;margin:0 0 12px}h3{font-size:18px;margin:8px 0}.section{display:flex;justify-content:space-between;gap:12px;margin:8px 0;align-items:flex-start}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px 16px}.context{font-size:13px;color:#616061;margin:8px 0;overflow-wrap:anywhere}
pre{background:#f8f8f8;border:1px solid #ddd;border-radius:4px;padding:8px;font:12px/1.5 monospace;overflow-x:auto;white-space:pre-wrap;margin:4px 0}
code{background:#f8f8f8;border:1px solid #ddd;border-radius:3px;color:#c01343;font:12px monospace;padding:1px 3px;white-space:pre-wrap}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}.button,.select{border:1px solid #bbb;border-radius:4px;padding:4px 10px;font-size:14px;font-weight:700;white-space:nowrap}
.button.primary{background:#007a5a;color:#fff;border-color:#007a5a}.select{font-weight:400}figure{border:1px solid #ddd;border-radius:8px;padding:10px;margin:8px 0;overflow-x:auto}
figcaption{font-weight:700;margin-bottom:6px}table{border-collapse:collapse;font-size:13px}th,td{border-bottom:1px solid #eee;padding:4px 8px;text-align:left;white-space:nowrap}td.raw_number{text-align:right}
svg text{font-size:11px;fill:#616061}label{display:block;margin:12px 0;font-weight:700}label em,label small{font-weight:400;color:#616061}.input,label .select{display:block;border:1px solid #bbb;border-radius:4px;padding:6px 10px;font-weight:400;margin:4px 0}
.mention{background:#e8f5fa;color:#1264a3}.unknown{color:#e01e5a}hr{border:0;border-top:1px solid #ddd;margin:12px 0}`;

/** A message, modal or App Home as a page of its own. */
export const page = (kind: string, payload: unknown): string => {
  const { title, blocks, submit, text } = node(payload);
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body><div class="frame ${kind}">${title === undefined ? "" : `<h2>${textOf(title)}</h2>`}${nodes(blocks).map(block).join("")}${submit === undefined ? "" : `<div class="actions"><span class="button primary">${textOf(submit)}</span></div>`}${kind === "message" ? `<hr><div class="context">notification: ${html(str(text))}</div>` : ""}</div></body>`;
};
