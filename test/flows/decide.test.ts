import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFtcost, type Ftcost } from "./harness.ts";

let ftcost: Ftcost;
beforeAll(async () => {
  ftcost = await startFtcost();
});
afterAll(() => ftcost.close());

const post = async (path: string, body: unknown) => {
  const response = await ftcost.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const type = response.headers.get("content-type") ?? "";
  return { status: response.status, type, body: (await response.json()) as Record<string, never> };
};

const run = {
  baseModel: "Qwen/Qwen3-8B",
  technique: "lora",
  dataset: { rows: 5000, tokensPerRow: 600 },
};

describe("POST /v1/plan", () => {
  it("answers a front of plans that fit, each as a patch", async () => {
    const { status, body } = await post("/v1/plan", { run, deadlineHours: 12 });
    expect(status).toBe(200);
    const front = body["front"] as unknown as { fitsProbability: number; patch: object }[];
    expect(front.length).toBeGreaterThan(1);
    for (const { fitsProbability, patch } of front) {
      expect(fitsProbability).toBeGreaterThanOrEqual(0.9);
      expect(Object.keys(patch)).toContain("hardware");
    }
  });
});

describe("POST /v1/decide", () => {
  it.each([
    [{ question: "cloud-or-own", gpu: "4090", hoursPerMonth: 40 }, ["cloud", "own"]],
    [{ question: "managed-or-own", run }, ["managed", "own"]],
    [{ question: "technique", run }, ["full", "lora", "qlora"]],
    [{ question: "rank", run }, ["rank 16", "rank 32"]],
    [
      { question: "smaller-model", run, smallerModel: "Qwen/Qwen3-1.7B" },
      ["smaller first", "straight to the large one"],
    ],
    [{ question: "fewer-examples", run }, ["fewer", "all"]],
    [{ question: "early-stopping", run }, ["stop early", "run to the end"]],
    [
      {
        question: "tune-or-prompt",
        run,
        requestsPerMonth: 100_000,
        inputTokens: 500,
        outputTokens: 100,
        tunedPrice: "ft:gpt-4.1-mini-2025-04-14",
        promptedPrice: "gpt-4.1",
        promptTokens: 2000,
      },
      ["tune", "prompt"],
    ],
  ])("decides %j", async (request, verdicts) => {
    const { status, body } = await post("/v1/decide", request);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(verdicts).toContain(body["verdict"]);
    expect((body["flipsWhen"] as unknown as string[]).length).toBeGreaterThan(0);
    expect((body["basis"] as unknown as string[]).length).toBeGreaterThan(0);
  });
});

describe("a model that no table holds", () => {
  const config = {
    model_type: "llama",
    architectures: ["LlamaForCausalLM"],
    hidden_size: 3072,
    num_hidden_layers: 26,
    num_attention_heads: 24,
    num_key_value_heads: 8,
    intermediate_size: 8192,
    vocab_size: 32000,
  };
  it.each([
    ["/v1/plan", {}],
    ["/v1/decide", { question: "technique" }],
  ])("%s looks it up on the Hub", async (path, rest) => {
    const gone = ftcost.internet.host("huggingface.co", ({ url }) =>
      new URL(url).pathname === "/acme/answerer-3b/resolve/main/config.json"
        ? Response.json(config)
        : Response.json({ error: "not here" }, { status: 404 }),
    );
    const unknown = { ...run, baseModel: "acme/answerer-3b" };
    const { status, body } = await post(path, { ...rest, run: unknown });
    gone();
    expect(status, JSON.stringify(body)).toBe(200);
  });
});

describe("a wrong request", () => {
  it.each([
    ["/v1/plan", { run, budget: 3 }, 400, "budget"],
    ["/v1/plan", { run: { baseModel: "nobody/none" } }, 422, "run.baseModel"],
    ["/v1/plan", { run, gpu: "RTX 9999" }, 422, "gpu"],
    ["/v1/plan", "{", 400, ""],
    ["/v1/decide", { question: "heads-or-tails" }, 400, "question"],
    [
      "/v1/decide",
      { question: "cloud-or-own", gpu: "4090", hoursPerMonth: 40, usdPerKWh: 1 },
      400,
      "usdPerKWh",
    ],
    [
      "/v1/decide",
      { question: "cloud-or-own", gpu: "H100", hoursPerMonth: 40 },
      422,
      "purchaseUsd",
    ],
    ["/v1/decide", { question: "managed-or-own", tokens: 5 }, 422, "managedUsdPerMillion"],
    ["/v1/decide", [1, 2], 400, ""],
  ])("%s %j is refused in problem+json", async (path, request, status, at) => {
    const answer = await post(path, request);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(answer.type).toContain("application/problem+json");
    const problems = answer.body["problems"] as unknown as { path: string }[];
    expect(problems.map(({ path: where }) => where)).toContain(at);
  });
});
