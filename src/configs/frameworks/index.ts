import { axolotl } from "./axolotl.ts";
import type { Framework } from "./framework.ts";
import { huggingFace, trl } from "./hugging-face.ts";
import { llamaFactory } from "./llama-factory.ts";

/** Every framework that is read, the most particular first: one file and one row each. */
export const frameworks: readonly Framework[] = [llamaFactory, axolotl, trl, huggingFace];
