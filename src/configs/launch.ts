import type { Node } from "./node.ts";

/** What a launcher states about the run it starts. */
export interface Launch {
  /** The script or module that is run, such as `trl sft`, `axolotl.cli.train`, `train.py`. */
  program: string;
  verb?: string;
  gpuCount?: { value: number; node: Node };
  nodes?: { value: number; node: Node };
  gpu?: { value: string; node: Node };
  accelerateFile?: { value: string; node: Node };
  /** accelerate's own flags, such as `use_deepspeed` and `zero_stage`. */
  flags?: Map<string, Node>;
  environment?: Map<string, string>;
}
