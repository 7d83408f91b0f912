import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AddressState, decodeState, encodeState } from "../../../src/report/address.ts";

const state: AddressState = {
  run: {
    framework: "axolotl",
    baseModel: "meta-llama/Llama-3.1-8B",
    technique: "qlora",
    quantizationBits: 4,
    sequenceLength: 2048,
    epochs: 3,
    dataset: { name: "tatsu-lab/alpaca", rows: 52_002, tokensPerRow: 125 },
    hardware: { gpu: "H100-80GB-SXM", gpuCount: 1 },
  },
  assumed: ["epochs"],
  catalog: "snapshot-2026-11-20",
  asOf: "2026-11-20",
  estimatorVersion: "0.1.0",
  shown: {
    usd: { low: 2.1, expected: 3.4, high: 5.9 },
    hours: { low: 0.8, expected: 1.3, high: 2.2 },
    provider: "runpod",
    gpu: "H100-80GB-SXM",
    gpuCount: 1,
    pricing: "on_demand",
    processBytes: 21_474_836_480,
    fits: "yes",
  },
};

describe("the state of an address", () => {
  it("comes back as it was put in, and is short enough for a Slack button", () => {
    const text = encodeState(state);
    expect(decodeState(text)).toEqual({ ok: true, value: state });
    expect(text).toMatch(/^[\w-]+$/);
    expect(text.length).toBeLessThan(600);
  });

  it("opens an address given out by the first version", () => {
    expect(decodeState(GIVEN_OUT)).toEqual({ ok: true, value: state });
  });

  it.each([
    ["nothing", ""],
    ["a word", "hello"],
    ["another encoding", `9${encodeState(state).slice(1)}`],
    ["half of one", encodeState(state).slice(0, 60)],
    ["no base64", "1%%%"],
    ["too much", `1${"A".repeat(20_000)}`],
  ])("refuses %s with a sentence", (_, text) => {
    const read = decodeState(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problems[0]?.message).toMatch(/\w+ \w+/);
  });

  it("refuses an unknown key in it", () => {
    const odd = { ...state, run: { ...state.run, banana: 1 } } as unknown as AddressState;
    expect(decodeState(encodeState(odd)).ok).toBe(false);
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(typeof decodeState(`1${text}`).ok).toBe("boolean");
      }),
    );
  });
});

const GIVEN_OUT =
  "1lZVLDoAgDERPZJUKisdBt-7E-1uEgHxiypYQQjrvTZsFkaqM1w3sJmhL_JGulswae93DafaRmDaHezp4R-uA8M69E6h6mSnYCJ_5jxpdfkXY71lv3AjBBZ_4DDQkH7qCrcp9AjeteFsATczfRkBnZsIi7jyGMxxqUMhV6nmRmrouI-gB";
