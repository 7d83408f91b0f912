import type { Bench } from "./job.ts";

/** A comment that may hold commands. */
export type Said = { commentId: number; body: string; by: string; deliveryId?: string };

export const answerCommand = async (_bench: Bench, _said: Said): Promise<"done" | "run"> => "run";
