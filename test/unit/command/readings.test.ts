/** Readings that no list of phrases holds: questions of `decide`, words said in passing, sides of a comparison. */
import { describe, expect, it } from "vitest";
import { readCommand } from "../../../src/command/index.ts";

describe("decide", () => {
  it.each([
    ["decide llama-3.1-8b lora 50k rows", undefined, {}],
    ["decide rent or buy h100 200 hours a month", "cloud-or-own", { hoursPerMonth: 200 }],
    ["should I rent or buy a 4090? I need it 60 h/month", "cloud-or-own", { hoursPerMonth: 60 }],
    [
      "own or cloud 4xh100 at 300 hours per month for 3 years",
      "cloud-or-own",
      { hoursPerMonth: 300, months: 36 },
    ],
    [
      "decide buy or rent a100 10h/day for $9,000",
      "cloud-or-own",
      { hoursPerMonth: 300, purchaseUsd: 9000 },
    ],
    ["managed or own llama-3.1-8b lora 50k rows", "managed-or-own", {}],
    [
      "fine-tune or prompt? 2k requests a day, 1k input tokens, 300 output tokens",
      "tune-or-prompt",
      { requestsPerMonth: 60_000, inputTokens: 1000, outputTokens: 300 },
    ],
    ["decide technique qwen3-8b 10k rows", "technique", {}],
    ["decide lora or full for qwen3-8b 10k rows", "technique", {}],
    ["decide rank llama-3.1-8b lora 1k rows", "rank", {}],
    ["decide early stopping llama-3.1-8b lora 1k rows", "early-stopping", {}],
  ] as const)("%s", (text, question, figures) => {
    const command = readCommand(text);
    expect(command.kind).toBe("decide");
    expect(command.decide?.question).toBe(question);
    expect(command.decide?.figures).toEqual(figures);
    expect(command.problems).toEqual([]);
  });
  it("keeps the run apart from the question's figures", () => {
    const command = readCommand(
      "decide tune or prompt llama-3.1-8b 5k rows 100k requests a month 800 input 200 output tokens prompt gpt-4.1 tuned gpt-4.1-mini 1500 prompt tokens",
    );
    expect(command.run).toEqual({ baseModel: "meta-llama/Llama-3.1-8B", dataset: { rows: 5000 } });
    expect(command.decide).toEqual({
      question: "tune-or-prompt",
      figures: {
        requestsPerMonth: 100_000,
        inputTokens: 800,
        outputTokens: 200,
        promptTokens: 1500,
      },
      promptedPrice: "gpt-4.1",
      tunedPrice: "gpt-4.1-mini",
    });
  });
  it("takes no plain estimate for a question", () => {
    for (const text of [
      "llama-3.1-8b lora rank 16 50k rows",
      "llama-3.1-8b lora 50k rows own gpus",
      "llama-3.1-8b lora on my own 4090",
      "llama-3.1-8b context 4k lora 10k rows",
    ])
      expect(readCommand(text).kind).toBe("estimate");
  });
});

describe("words in passing", () => {
  it.each([
    "what would it set us back to teach qwen3-8b our 12k support tickets?",
    "hey, my boss wonders whether qwen3-8b on 12k tickets is something we could afford",
    "is it realistic to run qwen3-8b with 12k tickets this weekend",
  ])("are no problems: %s", (text) => {
    const command = readCommand(text);
    expect(command.problems).toEqual([]);
    expect(command.run).toMatchObject({ baseModel: "Qwen/Qwen3-8B", dataset: { rows: 12_000 } });
  });
  it("never offers a word as its own correction", () => {
    for (const text of [
      "examples",
      "alerts please xyzzy alerts",
      "the hour of rows",
      "lora prices",
    ])
      for (const { path, didYouMean } of readCommand(text).problems)
        expect(didYouMean?.toLowerCase()).not.toBe(path.toLowerCase());
  });
  it("still offers the nearest word for a slip", () => {
    const { problems } = readCommand("llama-3.1-8b qlroa 50k rosw on runpood");
    expect(problems.map(({ didYouMean }) => didYouMean)).toEqual(["qlora", "rows", "runpod"]);
  });
});

describe("sides", () => {
  const sides = (text: string) =>
    readCommand(text).runs?.map((run) => run.baseModel.split("/").at(-1));
  it("are parted at commas and `and` where they say another model", () => {
    expect(sides("compare llama-3.1-8b, qwen3-8b and gemma-2-9b lora, 10k rows")).toEqual([
      "Llama-3.1-8B",
      "Qwen3-8B",
      "gemma-2-9b",
    ]);
  });
  it("of a closed model take the data and not the technique", () => {
    expect(readCommand("compare llama-3.1-8b qlora 5k rows 2xh100 vs gpt-4o-mini").runs).toEqual([
      {
        baseModel: "meta-llama/Llama-3.1-8B",
        technique: "qlora",
        dataset: { rows: 5000 },
        hardware: { gpu: "h100", gpuCount: 2 },
      },
      { baseModel: "gpt-4o-mini", dataset: { rows: 5000 } },
    ]);
  });
  it("share a unit that is said once", () => {
    expect(
      readCommand("qwen3-8b lora 5k rows 2 or 3 epochs").runs?.map(({ epochs }) => epochs),
    ).toEqual([2, 3]);
    expect(
      readCommand("compare qwen3-8b lora 5k vs 50k rows").runs?.map(({ dataset }) => dataset),
    ).toEqual([{ rows: 5000 }, { rows: 50_000 }]);
  });
  it("of `or` need a field said twice", () => {
    expect(readCommand("llama-3.1-8b lora or qlora 5k rows").kind).toBe("compare");
    expect(readCommand("llama-3.1-8b lora 5k rows or so").kind).toBe("estimate");
  });
});

describe("what would be read wrong in silence", () => {
  const run = (text: string) => readCommand(text).run;
  it("hours of audio are no deadline", () => {
    const command = readCommand("whisper-large-v3 on 100 hours of audio");
    expect(command.deadlineHours).toBe(undefined);
    expect(command.problems.map(({ path }) => path)).toContain("100 hours");
  });
  it("dots between thousands", () => {
    expect(run("50.000 rows llama-3.1-8b lora")?.dataset).toEqual({ rows: 50_000 });
    expect(run("llama-3.1-8b lora 1.000.000 tokens")?.dataset).toEqual({ tokens: 1_000_000 });
    expect(run("llama-3.1-8b lora 1.5M tokens 0.125 epochs")).toMatchObject({
      dataset: { tokens: 1_500_000 },
      epochs: 0.125,
    });
  });
  it("r1 is no rank before distill, and a is alpha only as a key", () => {
    expect(run("ds r1 distill qwen 14b lora 3k rows")).toEqual({
      baseModel: "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B",
      technique: "lora",
      dataset: { rows: 3000 },
    });
    expect(run("qwen3-8b lora r=32 a=64 on a 4090")?.lora).toEqual({ rank: 32, alpha: 64 });
  });
  it("flash may end a model's name", () => {
    expect(run("gemini 2.5 flash 200 examples")).toEqual({
      baseModel: "gemini-2.5-flash",
      dataset: { rows: 200 },
    });
  });
  it("the memory said after a plural", () => {
    expect(run("llama-3.1-8b on 8 a100s 40gb")?.hardware).toEqual({
      gpu: "a100 40gb",
      gpuCount: 8,
    });
  });
  it("providers set sides apart", () => {
    for (const text of [
      "compare runpod vs lambda llama-3.1-8b lora 10k rows",
      "llama-3.1-8b lora 10k rows on runpod or lambda",
    ]) {
      const command = readCommand(text);
      expect(command.runs).toHaveLength(2);
      expect(command.places).toEqual([{ provider: "runpod" }, { provider: "lambda" }]);
      expect(command.provider).toBe(undefined);
    }
  });
});

describe("a figure beside a model's name", () => {
  it.each([
    ["gpt-4o-mini 2000 examples", "gpt-4o-mini", 2000],
    ["gpt-3.5-turbo 1106 examples", "gpt-3.5-turbo", 1106],
    ["phi 4 4000 rows", "microsoft/phi-4", 4000],
    ["phi 3 mini 4k instruct 4k rows", "microsoft/Phi-3-mini-4k-instruct", 4000],
  ])("%s", (text, baseModel, rows) => {
    expect(readCommand(text).run).toEqual({ baseModel, dataset: { rows } });
  });
});
