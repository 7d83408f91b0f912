/**
 * What a message must remember to be re-estimated in place: the run as it was stated (not as completed,
 * so that assumptions stay assumptions) and the limits. It rides in the `block_id` of the message's
 * actions (255 characters): an action on an ephemeral message brings back no other part of it. A state
 * too large for that is kept in the workspace's Durable Object and the block carries its key.
 */
import { deflateSync, inflateSync } from "fflate";
import * as z from "zod";
import { TrainingRun } from "../../src/estimator/run.ts";

export const MessageState = z.strictObject({
  /** Without a base model where the line named none: then it prefills the form only. */
  run: TrainingRun.partial(),
  provider: z.string().max(60).optional(),
  pricing: z.string().max(30).optional(),
  budgetUsd: z.number().positive().optional(),
  deadlineHours: z.number().positive().optional(),
  /** Counts the re-estimates: Slack wants a new block_id with every update. */
  turn: z.int().min(0).max(10_000).optional(),
});
/** zod's optional keys admit `undefined`; JSON holds none. */
export type MessageState = Omit<z.infer<typeof MessageState>, "run"> & {
  run: Partial<TrainingRun>;
};

export type StateKeeper = {
  keepState(json: string): Promise<string>;
  findState(key: string): Promise<string | null>;
};

const MAX_BLOCK_ID = 255;
const INLINE = "s.";
const KEPT = "k.";

/** Changing a character of it makes the states in old messages unreadable; they then say so. */
const DICTIONARY = new TextEncoder().encode(
  '"parallelism":{"strategy":"fsdp","zero3","nodes":"gradientCheckpointing":true,"packing":true,"optimizer":"adamw_8bit","precision":"bf16","quantizationBits":4,"lora":{"rank":16,"alpha":32},"microBatchSize":"gradientAccumulationSteps":"sequenceLength":2048,"maxSteps":"objective":"dpo","framework":"axolotl","unsloth","mistralai/Mistral-7B-v0.1","google/gemma-3-","Qwen/Qwen3-8B","Qwen/Qwen2.5-","-Instruct","budgetUsd":50,"deadlineHours":4,"provider":"runpod","pricing":"spot","turn":1,"hardware":{"gpu":"A100-80GB-SXM","H100-80GB-SXM","gpuCount":8},"epochs":3,"dataset":{"name":"tokens":"tokensPerRow":"rows":50000},"technique":"lora","full","{"run":{"baseModel":"meta-llama/Llama-3.1-8B","technique":"qlora",',
);

const toBase64Url = (bytes: Uint8Array): string => {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};
const fromBase64Url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** The state as a block_id. */
export const writeState = async (state: MessageState, keeper: StateKeeper): Promise<string> => {
  const json = JSON.stringify(state);
  const packed = deflateSync(new TextEncoder().encode(json), { level: 9, dictionary: DICTIONARY });
  const inline = INLINE + toBase64Url(packed);
  if (inline.length <= MAX_BLOCK_ID) return inline;
  return `${KEPT}${await keeper.keepState(json)}.${state.turn ?? 0}`;
};

/** Undefined for a block that is none of ours, or whose kept state has run out. */
export const readState = async (
  blockId: string,
  keeper: StateKeeper,
): Promise<MessageState | undefined> => {
  let json: string | null = null;
  if (blockId.startsWith(KEPT))
    json = await keeper.findState(blockId.slice(KEPT.length).split(".")[0]!);
  else if (blockId.startsWith(INLINE)) {
    try {
      const bytes = inflateSync(fromBase64Url(blockId.slice(INLINE.length)), {
        dictionary: DICTIONARY,
      });
      json = new TextDecoder().decode(bytes);
    } catch {
      return undefined;
    }
  }
  if (json === null) return undefined;
  const parsed = MessageState.safeParse(JSON.parse(json));
  return parsed.success ? (parsed.data as MessageState) : undefined;
};
