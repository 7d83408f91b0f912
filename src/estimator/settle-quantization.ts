import type { Assumption } from "./estimate.ts";
import type { Framework } from "./frameworks.ts";
import type { TrainingRun } from "./run.ts";
import type { Or } from "./settle.ts";
import type { Setup, Technique } from "./setup.ts";

type Kind = NonNullable<Setup["quantization"]>["kind"];
type Quantization = { bits: 4 | 8 | null; kind: Kind | undefined; doubleQuant: boolean };

/** Width and kind of the frozen base's weights; null where they are not quantised. */
export const settleQuantization = (
  run: TrainingRun,
  technique: Technique,
  framework: Framework,
  filled: Assumption[],
  or: Or,
): Quantization => {
  const kindBits = run.quantization?.kind === "int8" || run.quantization?.kind === "fp8" ? 8 : 4;
  const bits =
    run.quantizationBits ??
    (run.quantization !== undefined ? kindBits : technique === "qlora" ? 4 : null);
  if (run.quantizationBits === undefined && bits !== null && run.quantization === undefined)
    filled.push({ field: "quantizationBits", value: bits, because: "QLoRA means a 4-bit base" });
  const kind =
    bits === null
      ? undefined
      : or(
          run.quantization?.kind,
          "quantization.kind",
          bits === 8 ? ("int8" as const) : ("nf4" as const),
          "bitsandbytes' usual kind",
        );
  const doubleQuant =
    bits === 4 && (kind === "nf4" || kind === "fp4")
      ? or(
          run.quantization?.doubleQuant,
          "quantization.doubleQuant",
          framework.engine === "unsloth" || technique === "qlora",
          "usual with QLoRA",
        )
      : false;
  return { bits, kind, doubleQuant };
};
