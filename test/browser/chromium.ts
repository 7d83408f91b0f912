/** A real Chromium before the real bundle. Without one the tests are skipped, and say so. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser"];
const executablePath = PLACES.find((path) => path !== undefined && path !== "" && existsSync(path));

export const hasChromium = executablePath !== undefined;
if (!hasChromium)
  console.warn(
    "browser tests are skipped: no Chromium (apt-get install chromium, or set CHROMIUM)",
  );

export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executablePath!,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

export type Visit = {
  page: Page;
  complaints: string[];
  elsewhere: string[];
  close: () => Promise<void>;
};

/** A page of its own, with everything a reader would have to complain about: errors, blocked things, requests elsewhere. */
export const visit = async (
  browser: Browser,
  base: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Visit> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== new URL(base).origin)
      elsewhere.push(request.url());
  });
  return { page, complaints, elsewhere, close: () => context.close() };
};
