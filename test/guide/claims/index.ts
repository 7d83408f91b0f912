/** The guide's claims, each with our number and the rule it is judged by. No figure of ours is written here. */
import { prices } from "./prices.ts";
import { memory } from "./memory.ts";
import { workloads } from "./workloads.ts";
import { behaviour } from "./behaviour.ts";
import { owning } from "./owning.ts";
import { iterations } from "./iterations.ts";
import type { Row } from "./row.ts";

export const rows = (): Row[] => [
  ...prices(),
  ...memory(),
  ...workloads(),
  ...behaviour(),
  ...owning(),
  ...iterations(),
];

export { named } from "./named.ts";
export type { Row } from "./row.ts";
