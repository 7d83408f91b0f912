import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ftcost, startFtcost } from "../flows/harness.ts";
import { hasChromium, startChromium, visit } from "./chromium.ts";

const LINE = "llama-3.1-8b qlora 50k rows 3 epochs on h100";
const CONFIG = `base_model: meta-llama/Llama-3.1-8B
adapter: lora
sequence_len: 4096
micro_batch_size: 2
gradient_accumulation_steps: 4
num_epochs: 2
lora_r: 16
datasets:
  - path: tatsu-lab/alpaca
    type: alpaca
`;
const UNHEARD_OF = {
  model_type: "llama",
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 11008,
  vocab_size: 32000,
};
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);
const shots = join(import.meta.dirname, "..", "..", "dist", "screenshots");

/** Violations that keep somebody out. */
const serious = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    type Found = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run(): Promise<Found> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  });
};

const headline = (page: Page) => page.locator("[data-testid=headline]").first();
const answered = async (page: Page): Promise<string> => {
  await headline(page).waitFor({ timeout: 15_000 });
  return (await headline(page).textContent()) ?? "";
};

describe.skipIf(!hasChromium)("the page in Chromium", () => {
  let ftcost: Ftcost;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    ftcost = await startFtcost();
    base = ftcost.url;
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await ftcost?.close();
  });

  it("answers as one types, asks nobody else, and breaks no rule of its own policy", async () => {
    const { page, complaints, elsewhere, close } = await visit(browser, base);
    const posts: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") posts.push(request.url());
    });
    await page.goto(`${base}/`);
    await page.locator("#q").pressSequentially(LINE);
    expect(await answered(page)).toMatch(/^\$[\d,.]+, .+ on 1x H100-80GB-SXM at /);
    await page.locator(".chart canvas").first().waitFor();
    expect(posts).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await page.screenshot({ path: join(shots, "typed.png"), fullPage: true });
    expect(await serious(page)).toEqual([]);
    await close();
  });

  it("lets a printed answer stand until somebody begins, and loses nothing of what is typed then", async () => {
    const { page, complaints, close } = await visit(browser, base);
    await page.goto(`${base}/?q=${encodeURIComponent(LINE)}`);
    expect(await page.evaluate("document.compatMode")).toBe("CSS1Compat");
    const printed = await answered(page);
    expect(await page.locator(".chart").count()).toBe(0);
    await page.locator("#q").focus();
    await page.keyboard.press("End");
    await page.keyboard.type(" 5 epochs");
    await page.locator(".chart canvas").first().waitFor();
    expect(await page.locator("#q").inputValue()).toBe(`${LINE} 5 epochs`);
    await page.locator("#q").fill(LINE);
    await expect.poll(() => headline(page).textContent()).toBe(printed);
    expect(complaints).toEqual([]);
    await close();
  });

  it("says the same in the browser as the API does", async () => {
    const { page, close } = await visit(browser, base);
    await page.goto(`${base}/`);
    await page.fill("#q", LINE);
    const here = await answered(page);
    const there = await page.request.get(`${base}/?q=${encodeURIComponent(LINE)}`);
    expect(await there.text()).toContain(here);
    await close();
  });

  it("reads a dropped file and a pasted config alike", async () => {
    const { page, close } = await visit(browser, base);
    await page.goto(`${base}/`);
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(CONFIG)}], "lora.yml", { type: "text/yaml" }));
      return data;
    })()`);
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    const dropped = await answered(page);
    expect(await page.locator(".files").textContent()).toBe("lora.yml");
    await page.getByRole("button", { name: "Clear" }).click();
    await headline(page).waitFor({ state: "detached" });
    await page.fill("#q", CONFIG);
    expect(await answered(page)).toBe(dropped);
    await close();
  });

  it("takes an assumption edited in place, says it is stated now, and forgets it again", async () => {
    const { page, close } = await visit(browser, base);
    await page.goto(`${base}/`);
    await page.fill("#q", "llama-3.1-8b qlora 50k rows 3 epochs on 1x h100-80gb-sxm");
    const before = await answered(page);
    const box = page.getByLabel("dataset.tokensPerRow");
    await box.fill("3000");
    await box.press("Enter");
    await page.getByRole("heading", { name: "What you stated here" }).waitFor();
    await expect.poll(() => answered(page)).not.toBe(before);
    const dollars = (line: string) => Number(/\$([\d.,]+)/.exec(line)?.[1]?.replaceAll(",", ""));
    expect(dollars(await answered(page))).toBeGreaterThan(1.2 * dollars(before));
    await page.getByRole("button", { name: "Forget dataset.tokensPerRow" }).click();
    await expect.poll(() => answered(page)).toBe(before);
    await close();
  });

  it("compares two runs, and the parts add up to the difference", async () => {
    const { page, close } = await visit(browser, base);
    await page.goto(`${base}/`);
    await page.fill("#q", "llama-3.1-8b qlora 50k rows 3 epochs on 1x h100-80gb-sxm");
    const before = await answered(page);
    await page.getByRole("button", { name: "Compare with another run" }).click();
    await page.fill("#q", "llama-3.1-8b lora 200k rows 3 epochs on 1x h100-80gb-sxm");
    await expect.poll(() => answered(page)).not.toBe(before);
    await page.locator("[data-testid=causes]").waitFor();
    const cents = (text: string | null) =>
      text === "no change" ? 0 : Math.round(Number((text ?? "").replaceAll(/[$,+]/g, "")) * 100);
    const whole = cents(await page.locator("[data-testid=difference]").textContent());
    const parts = await page.locator("[data-testid=causes] tbody td.number").allTextContents();
    expect(parts.length).toBeGreaterThan(1);
    expect(
      Math.abs(parts.map(cents).reduce((sum, part) => sum + part, 0) - whole),
    ).toBeLessThanOrEqual(whole >= 10_000 ? 100 * parts.length : 2);
    await page.screenshot({ path: join(shots, "compared.png") });
    expect(await serious(page)).toEqual([]);
    await close();
  });

  it("sorts the places by the column that is pressed, by keyboard too", async () => {
    const { page, close } = await visit(browser, base);
    await page.goto(`${base}/`);
    await page.fill("#q", "llama-3.1-8b qlora 50k rows 3 epochs");
    await answered(page);
    const time = page.getByRole("button", { name: "Time" }).first();
    await time.focus();
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.locator("th[aria-sort=ascending]").first().textContent())
      .toBe("Time");
    const hoursOf = (text: string): number => {
      const value = Number.parseFloat(text);
      if (text.startsWith("under")) return 0;
      if (text.includes("min")) return value / 60;
      return text.includes("day") ? value * 24 : value;
    };
    const column = await page
      .locator("table", { hasText: "Machines to rent" })
      .first()
      .locator("tbody tr td:nth-child(4)")
      .allTextContents();
    const values = column.map(hoursOf);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    await close();
  });

  it("opens a shared address to then and today", async () => {
    const { page, complaints, close } = await visit(browser, base);
    await page.goto(`${base}/`);
    await page.fill("#q", LINE);
    const said = await answered(page);
    await page.locator("[data-testid=address]").click();
    await page.locator("[data-testid=then]").waitFor();
    expect(await page.locator("[data-testid=then]").textContent()).toContain(said.split(",")[0]!);
    expect(await page.locator("[data-testid=then-and-today]").textContent()).toContain("no change");
    const summary = await page.locator('meta[property="og:description"]').getAttribute("content");
    expect(summary).toContain("meta-llama/Llama-3.1-8B");
    expect(summary).toContain("$");
    await page.screenshot({ path: join(shots, "shared.png"), fullPage: true });
    expect(await serious(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("works whole without JavaScript", async () => {
    const { page, close } = await visit(browser, base, { javaScriptEnabled: false });
    await page.goto(`${base}/`);
    await page.fill("#q", CONFIG);
    await page.getByRole("button", { name: "Estimate" }).click();
    const before = await answered(page);
    expect(before).toMatch(/^\$/);
    await page.getByLabel("dataset.tokensPerRow").fill("4000");
    await page.getByRole("button", { name: "Estimate with these" }).click();
    expect(await answered(page)).not.toBe(before);
    await page.goto(`${base}/?q=${encodeURIComponent(LINE)}`);
    expect(await answered(page)).toMatch(/H100-80GB-SXM/);
    await close();
  });

  it.each([
    ["a phone", { viewport: { width: 360, height: 740 } }, "phone.png"],
    ["the dark", { colorScheme: "dark" as const }, "dark.png"],
  ])("is whole on %s", async (_, options, shot) => {
    const { page, complaints, close } = await visit(browser, base, options);
    await page.goto(`${base}/`);
    await page.fill("#q", LINE);
    await answered(page);
    await page.locator(".chart canvas").first().waitFor();
    const hangsOver = await page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(hangsOver).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(shots, shot), fullPage: true });
    expect(await serious(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("names what it does not know, and who is meant", async () => {
    const { page, close } = await visit(browser, base);
    await page.goto(`${base}/`);
    await page.fill("#q", "llama-3.1-8b qlorra 50k rows on h1000");
    await page.locator("[role=alert]").waitFor();
    expect(await page.locator("[role=alert]").textContent()).toMatch(/qlorra|h1000/);
    await close();
  });

  it("asks for the architecture of a model that no table holds, and for nothing else", async () => {
    const asked: string[] = [];
    const leave = ftcost.internet.host("huggingface.co", ({ url }) => {
      asked.push(new URL(url).pathname);
      return url.endsWith("/config.json")
        ? Response.json(UNHEARD_OF)
        : Response.json({}, { status: 404 });
    });
    const { page, close } = await visit(browser, base);
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/v1/"))
        sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    await page.goto(`${base}/`);
    await page.fill("#q", "acme/unheard-of-7b lora 20k rows 2 epochs on h100");
    const here = await answered(page);
    expect(here).toMatch(/^\$/);
    expect(asked.length).toBeGreaterThan(0);
    expect(sent.filter((line) => line.startsWith("POST"))).toEqual([]);
    expect(sent).toContain("GET /v1/models/architecture");
    const there = await page.request.get(
      `${base}/?q=${encodeURIComponent("acme/unheard-of-7b lora 20k rows 2 epochs on h100")}`,
    );
    expect(await there.text()).toContain(here);
    await page.locator("[data-testid=address]").click();
    expect(await page.locator("[data-testid=then-and-today]").textContent()).toContain("no change");
    leave();
    await close();
  });

  it("loads less than 100 KiB gzip for the first view", async () => {
    const { page, close } = await visit(browser, base);
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      if (response.ok()) bodies.push(response.body());
    });
    await page.goto(`${base}/`, { waitUntil: "networkidle" });
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100 * 1024);
    await close();
  });

  it("shows the API's own description without any request elsewhere", async () => {
    const { page, elsewhere, complaints, close } = await visit(browser, base);
    await page.goto(`${base}/docs`);
    expect(await page.locator("h2 code").allTextContents()).toContain("POST /v1/estimate");
    expect(await serious(page)).toEqual([]);
    expect([...elsewhere, ...complaints]).toEqual([]);
    await close();
  });
});
