/** `node test/block-kit/pictures.ts [folder] [name part]`: every sample as a picture, to be looked at. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { GOLDENS } from "./goldens.ts";
import { page as pageOf } from "./render.ts";
import { samples } from "./samples.ts";

const [folder = "dist/slack-pictures", part = ""] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const tab = await browser.newPage({ viewport: { width: 680, height: 400 } });
let drawn = 0;
for (const { name, kind, payload } of await samples(GOLDENS)) {
  if (!name.includes(part)) continue;
  await tab.setContent(pageOf(kind, payload));
  await tab.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  drawn++;
}
await browser.close();
console.log(`${drawn} pictures in ${folder}`);
