import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { WrittenFile } from "../../../src/configs/index.ts";

const ROOT = join(import.meta.dirname, "../../fixtures/configs");

export const fixture = (path: string): WrittenFile => ({
  path: path.split("/").slice(1).join("/"),
  content: readFileSync(join(ROOT, path), "utf8"),
});
export const fixtures = (folder: "training" | "other"): WrittenFile[] =>
  readdirSync(join(ROOT, folder)).map((name) => fixture(`${folder}/${name}`));
