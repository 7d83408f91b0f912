import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findModel, MODELS, nearestModels } from "../../../src/estimator/models/models.ts";
import { listModels } from "../../../src/estimator/models/list.ts";

describe("the names that people give a model", () => {
  it.each([
    ["llama-3.1-8b", "meta-llama/Llama-3.1-8B"],
    ["Llama 3.1 8B", "meta-llama/Llama-3.1-8B"],
    ["llama-3-1-8b", "meta-llama/Llama-3.1-8B"],
    ["meta-llama/Meta-Llama-3.1-8B-Instruct", "meta-llama/Meta-Llama-3.1-8B-Instruct"],
    ["https://huggingface.co/Qwen/Qwen3-8B", "Qwen/Qwen3-8B"],
    ["https://huggingface.co/Qwen/Qwen3-8B/tree/main", "Qwen/Qwen3-8B"],
    ["qwen3-8b", "Qwen/Qwen3-8B"],
    ["Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4", "Qwen/Qwen2.5-7B-Instruct"],
    ["mlx-community/Qwen3-4B-4bit", "Qwen/Qwen3-4B"],
    ["TheBloke/Llama-2-7B-GPTQ", "meta-llama/Llama-2-7b-hf"],
    ["unsloth/Llama-4-Scout-17B-16E-Instruct-GGUF", "unsloth/Llama-4-Scout-17B-16E-Instruct"],
    ["llama2-7b", "meta-llama/Llama-2-7b-hf"],
    ["gemma 3 12b it", "google/gemma-3-12b-it"],
    ["gpt oss 120b", "openai/gpt-oss-120b"],
    ["bert-base-uncased", "bert-base-uncased"],
    ["accounts/fireworks/models/llama-v3p1-8b-instruct", "meta-llama/Llama-3.1-8B-Instruct"],
    ["meta.llama3-3-70b-instruct", "meta-llama/Llama-3.3-70B-Instruct"],
    ["mistral-7b", "mistralai/Mistral-7B-v0.1"],
    ["tinyllama", "TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T"],
    ["Hermes-3-Llama-3.1-8B", "NousResearch/Hermes-3-Llama-3.1-8B"],
    ["bge-base-en-v1.5", "BAAI/bge-base-en-v1.5"],
    ["sdxl", "stabilityai/stable-diffusion-xl-base-1.0"],
  ])("%s is %s, and nothing is left open", (written, id) => {
    const model = findModel(written);
    expect(model?.id.toLowerCase()).toBe(id.toLowerCase());
    expect(model?.assumed).toBeUndefined();
    expect(model?.architecture).toBeDefined();
  });

  it.each([
    ["mixtral", "mistralai/Mixtral-8x7B-v0.1"],
    ["flux", "black-forest-labs/FLUX.1-dev"],
    ["stranger/Llama-3.1-8B", "meta-llama/Llama-3.1-8B"],
    ["models/Qwen2.5-7B", "Qwen/Qwen2.5-7B"],
  ])("%s is taken as %s, and that is said", (written, id) => {
    const model = findModel(written);
    expect(model?.id).toBe(id);
    expect(model?.assumed).toContain(written);
  });

  it.each([
    "stranger/Llama-3.1-8B-medical",
    "llama-5-8b",
    "llama",
    "qwen",
    "someone/my-model",
    "lama-3.1-8b",
    "Qwen/Qwen3-9B",
    "gpt-7",
    "",
    "   ",
    "/",
    "meta-llama/",
    "__proto__",
    "constructor",
    "toString",
    "openai/whisper-medium-turbo",
  ])("%s is none we know: nothing near is taken for it", (written) => {
    expect(findModel(written)).toBeUndefined();
  });

  it.each([
    ["gpt-4.1-mini", "openai"],
    ["gpt-4o-2024-08-06", "openai"],
    ["GPT 4o mini", "openai"],
    ["o4-mini-2025-04-16", "openai"],
    ["gemini-2.5-flash", "google-vertex"],
    ["claude-3-haiku-20240307", "aws-bedrock"],
    ["amazon.nova-micro-v1:0:128k", "aws-bedrock"],
  ])("%s is closed: %s trains it, and no architecture is made up", (written, by) => {
    expect(findModel(written)).toMatchObject({ managedBy: by });
    expect(findModel(written)?.architecture).toBeUndefined();
  });

  it("that are nearly right have a nearest", () => {
    expect(nearestModels("lama-3.1-8b")[0]).toBe("meta-llama/Llama-3.1-8B");
    expect(nearestModels("llama-3.1-8c")[0]).toBe("meta-llama/Llama-3.1-8B");
    expect(nearestModels("qwen3-9b")).toContain("Qwen/Qwen3-8B");
  });

  it("find every id and alias of the table under itself", () => {
    for (const model of MODELS)
      for (const id of [model.id, ...model.aliases]) {
        const found = findModel(id);
        expect(found?.id.toLowerCase(), id).toBe(id.toLowerCase());
        expect(found?.architecture, id).toBe(model.architecture);
      }
  });

  it("may be any text at all", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        findModel(text);
        nearestModels(text);
      }),
    );
  });
});

describe("the list of models", () => {
  it("has every row once, as plain JSON", () => {
    const listed = listModels();
    expect(listed.map(({ id }) => id)).toEqual(MODELS.map(({ id }) => id));
    expect(JSON.parse(JSON.stringify(listed))).toEqual(listed);
  });
});
