import type { Architecture } from "./architecture.ts";

/** A base model of the table. */
export type Model = {
  /** The Hugging Face id that the row is named after; a managed model's id when it is closed. */
  id: string;
  /** Other ids with the very same architecture. */
  aliases: string[];
  family: string;
  /** Undefined when the vendor does not publish it (gpt-4.1-mini ...). */
  architecture?: Architecture;
  /** Who alone can train it, when the weights are closed. */
  managedBy?: string;
  gated: boolean | "unknown";
  source: string;
  /** What is special: "the hub file stores the tied head too" ... */
  notes: string;
};

export type FoundModel = {
  model: Model;
  /** What the spelling left open and we took. */
  assumed?: string;
};
