import { Buffer } from "node:buffer";
import { Refused, type Call } from "./client.ts";

export type Content =
  | { kind: "text"; text: string }
  | { kind: "absent" }
  | { kind: "unreadable"; reason: string };

/** GitHub gives no content beyond 1 MB by this route, and no config is that long. */
const LIMIT_BYTES = 1_000_000;

type Answer = { type?: string; encoding?: string; content?: string; size?: number };

const decode = (answer: Answer): Content => {
  if (Array.isArray(answer)) return { kind: "absent" };
  if (answer.type !== undefined && answer.type !== "file")
    return { kind: "unreadable", reason: `it is a ${answer.type.slice(0, 20)}, not a file` };
  if ((answer.size ?? 0) > LIMIT_BYTES || answer.encoding === "none")
    return { kind: "unreadable", reason: "it is larger than 1 MB" };
  if (answer.content === undefined) return { kind: "unreadable", reason: "GitHub gave no content" };
  if (answer.encoding === "utf-8") return { kind: "text", text: answer.content };
  const bytes = Buffer.from(answer.content, "base64");
  try {
    return {
      kind: "text",
      text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes),
    };
  } catch {
    return { kind: "unreadable", reason: "it is not UTF-8 text" };
  }
};

const orAbsent = async (asked: Promise<Answer>): Promise<Content> => {
  try {
    return decode(await asked);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 404) return { kind: "absent" };
    if (error.status === 403 || error.status === 422)
      return { kind: "unreadable", reason: `GitHub answered ${error.status}` };
    throw error;
  }
};

type Repository = { owner: string; repo: string };

export const readText = (call: Call, at: Repository, path: string, ref: string): Promise<Content> =>
  orAbsent(
    call<Answer>("GET /repos/{owner}/{repo}/contents/{+path}", {
      owner: at.owner,
      repo: at.repo,
      // Each segment by itself: a name may hold `?`, `#` or `%`, and the slashes must stay.
      path: path.split("/").map(encodeURIComponent).join("/"),
      ref,
    }),
  );

export const readBlob = (call: Call, at: Repository, sha: string): Promise<Content> =>
  orAbsent(
    call<Answer>("GET /repos/{owner}/{repo}/git/blobs/{sha}", {
      owner: at.owner,
      repo: at.repo,
      sha,
    }),
  );
