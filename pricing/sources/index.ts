/** Every source, in order of asking. Adding a provider is one file and one line here. */
import { runpod } from "./runpod.ts";
import type { PriceSource } from "./source.ts";

export const SOURCES: readonly PriceSource[] = [runpod];
