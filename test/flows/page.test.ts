import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeState, encodeState } from "../../src/report/address.ts";
import { type Ftcost, startFtcost } from "./harness.ts";

let ftcost: Ftcost;
beforeAll(async () => {
  ftcost = await startFtcost();
});
afterAll(() => ftcost.close());

const LINE = "llama-3.1-8b qlora 50k rows 3 epochs on h100";
const ask = (text: string) => ftcost.fetch(`/?q=${encodeURIComponent(text)}`);
/** Encoded here: the harness has a FormData of its own. */
const post = async (fields: Record<string, string | File>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const encoded = new Response(form);
  const headers = { "content-type": encoded.headers.get("content-type")! };
  return ftcost.fetch("/", { method: "POST", headers, body: await encoded.arrayBuffer() });
};
const headlineOf = (html: string) => /data-testid="headline">([^<]*)</.exec(html)?.[1] ?? "";
const addressOf = (html: string) => /href="[^"]*(\/e\/[\w-]+)"/.exec(html)?.[1] ?? "";

describe("GET /", () => {
  it("prints the form under a policy without inline script or style", async () => {
    const response = await ftcost.fetch("/");
    expect(response.status).toBe(200);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const html = await response.text();
    expect(html).toContain("<form");
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  });

  it("serves the page's own files with a tag", async () => {
    for (const path of ["/assets/page.js", "/assets/page.css", "/assets/icon.svg"]) {
      const response = await ftcost.fetch(path);
      expect(response.status, path).toBe(200);
      expect(response.headers.get("etag"), path).toBeTruthy();
      await response.arrayBuffer();
    }
  });

  it("answers a line", async () => {
    const response = await ask(LINE);
    expect(response.status).toBe(200);
    expect(headlineOf(await response.text())).toMatch(/^\$.*H100-80GB-SXM/);
  });
});

describe("what is typed beside the run", () => {
  it("keeps to the provider and the pricing, and judges budget and deadline", async () => {
    const html = await (
      await ask("llama-3.1-8b qlora 50k rows on demand on runpod, $1 budget, under 1h")
    ).text();
    expect(headlineOf(html)).toMatch(/ at Runpod$/i);
    expect(html).toMatch(/Probably above your budget of \$1|Above your budget of \$1/);
    expect(html).toMatch(/ot done within/);
    const places = [...html.matchAll(/<th scope="row">([^<]*)/g)].map(([, name]) => name);
    expect(places).not.toContain("Akash");
  });
  it("says so where nobody of that name can run it", async () => {
    const html = await (await ask("llama-3.1-8b full 50k rows on 8xh200 on akash spot")).text();
    expect(html).toMatch(/No offer in the catalog that can run it|at Akash/);
  });
});

describe("POST /", () => {
  it("answers a pasted config and an uploaded one alike", async () => {
    const config =
      "model_name_or_path: Qwen/Qwen2.5-7B-Instruct\nstage: sft\ndo_train: true\nfinetuning_type: lora\nlora_rank: 8\ndataset: identity,alpaca_en_demo\ntemplate: qwen\ncutoff_len: 2048\nper_device_train_batch_size: 1\ngradient_accumulation_steps: 8\nlearning_rate: 1.0e-4\nnum_train_epochs: 3.0\nbf16: true\noutput_dir: saves/qwen\n";
    const pasted = headlineOf(await (await post({ q: config })).text());
    const sent = headlineOf(
      await (await post({ q: "", files: new File([config], "qwen.yaml") })).text(),
    );
    expect(pasted).toMatch(/^\$/);
    expect(sent).toBe(pasted);
  });

  it.each([
    ["nonsense", { q: "what is the weather" }],
    ["a model that is none", { q: "llama-3.1-8b on banana-gpu" }],
    ["malformed YAML", { q: "base_model: [\n  adapter: {{{\n\t- x" }],
    ["a config without a model", { q: "adapter: lora\nlora_r: 8\nmicro_batch_size: 2\n" }],
    ["a run that is no JSON", { run: "{" }],
    ["a run with an unknown key", { run: '{"baseModel":"gpt2","banana":1}' }],
    ["markup", { q: '<script>alert(1)</script>"onload=' }],
  ])("refuses %s in words, on the page", async (_, fields) => {
    const response = await post(fields as unknown as Record<string, string>);
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain('role="alert"');
    expect(html).not.toContain("<script>alert");
  });

  it("takes nothing at all as the empty form, and a body that is no form as a mistake", async () => {
    expect((await post({ q: "" })).status).toBe(200);
    const odd = await ftcost.fetch("/", {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=x" },
      body: "no form",
    });
    expect(odd.status).toBe(400);
  });

  it("refuses more than 1 MiB", async () => {
    const response = await post({ q: "x".repeat(1_200_000) });
    expect(response.status).toBe(413);
  });

  it("takes what was assumed from its boxes", async () => {
    const run = {
      baseModel: "meta-llama/Llama-3.1-8B",
      technique: "lora",
      dataset: { rows: 10_000 },
    };
    const plain = headlineOf(await (await post({ run: JSON.stringify(run) })).text());
    const edited = await post({
      run: JSON.stringify(run),
      "set.epochs": "30",
      "set.hardware.gpu": "A100-80GB-SXM",
    });
    const html = await edited.text();
    expect(headlineOf(html)).not.toBe(plain);
    expect(headlineOf(html)).toContain("A100-80GB-SXM");
    const wrong = await post({ run: JSON.stringify(run), "set.epochs": "soon" });
    expect(await wrong.text()).toContain('role="alert"');
  });
});

describe("GET /e/:state", () => {
  it("shows what was said, with today's beside, and sums it up for those who unfurl it", async () => {
    const html = await (await ask(LINE)).text();
    const response = await ftcost.fetch(addressOf(html));
    expect(response.status).toBe(200);
    const shared = await response.text();
    const said = headlineOf(html).split(",")[0]!;
    expect(shared).toContain(said);
    expect(shared).toMatch(/<meta property="og:description" content="[^"]*\$[^"]*"/);
    expect(shared).toContain("no change");
  });

  it("keeps the figures of then when today's differ", async () => {
    const address = addressOf(await (await ask(LINE)).text());
    const state = decodeState(address.replace("/e/", ""));
    if (!state.ok) throw new Error("the page gave out a broken address");
    const usd = { low: 700, expected: 777, high: 888 };
    const old = encodeState({
      ...state.value,
      catalog: "of-long-ago",
      shown: { ...state.value.shown, usd },
    });
    const html = await (await ftcost.fetch(`/e/${old}`)).text();
    expect(html).toContain("$777");
    expect(html).toContain("of-long-ago");
    expect(html).not.toContain("no change");
  });

  it.each(["x", "1x", "1AAAA", `1${"A".repeat(15_000)}`, "%F0%9F%98%80"])(
    "answers %.12s with a page that says so",
    async (state) => {
      const response = await ftcost.fetch(`/e/${state}`);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("holds no estimate");
    },
  );
});
