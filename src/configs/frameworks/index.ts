import { autotrain } from "./autotrain.ts";
import { axolotl } from "./axolotl.ts";
import { deepSpeedChat } from "./deepspeed-chat.ts";
import { diffusion } from "./diffusion.ts";
import type { Document, Framework } from "./framework.ts";
import { fsdpQlora } from "./fsdp-qlora.ts";
import { gptNeox } from "./gpt-neox.ts";
import { h2oLlmStudio } from "./h2o-llm-studio.ts";
import { hosted } from "./hosted.ts";
import { huggingFace, trl } from "./hugging-face.ts";
import { litgpt } from "./litgpt.ts";
import { llamaFactory } from "./llama-factory.ts";
import { llamaFactoryV1 } from "./llama-factory-v1.ts";
import { llmFoundry } from "./llm-foundry.ts";
import { ludwig } from "./ludwig.ts";
import { mlxLm } from "./mlx-lm.ts";
import { msSwift } from "./ms-swift.ts";
import { nemo } from "./nemo.ts";
import { mistralFinetune } from "./mistral-finetune.ts";
import { nanotron } from "./nanotron.ts";
import { nemoAutomodel } from "./nemo-automodel.ts";
import { nemoRl } from "./nemo-rl.ts";
import { openInstruct } from "./open-instruct.ts";
import { openRlhf } from "./openrlhf.ts";
import { oumi } from "./oumi.ts";
import { primeRl } from "./prime-rl.ts";
import { pythonCalls } from "./python.ts";
import { qloraScript } from "./qlora-script.ts";
import { torchTitan } from "./torchtitan.ts";
import { torchtune } from "./torchtune.ts";
import { unslothCli } from "./unsloth-cli.ts";
import { verl } from "./verl.ts";
import { xtuner } from "./xtuner.ts";

/** Every framework that is read, the most particular first: one file and one row each. */
const pythonFrameworks: readonly Framework[] = [xtuner, pythonCalls];

export const frameworks: readonly Framework[] = [
  hosted,
  ludwig,
  autotrain,
  torchtune,
  litgpt,
  verl,
  openRlhf,
  nemoRl,
  nemoAutomodel,
  llmFoundry,
  gptNeox,
  nanotron,
  torchTitan,
  nemo,
  mistralFinetune,
  h2oLlmStudio,
  diffusion,
  primeRl,
  unslothCli,
  oumi,
  msSwift,
  mlxLm,
  llamaFactory,
  llamaFactoryV1,
  axolotl,
  openInstruct,
  qloraScript,
  fsdpQlora,
  deepSpeedChat,
  trl,
  huggingFace,
];

/** Commands whose name alone tells the framework, even while the config that they name is not at hand. */
const COMMANDS: [RegExp, Framework][] = [
  [/^(llamafactory-cli|lmf)$/, llamaFactory],
  [/^(swift|megatron)$|(^|\/)swift[/.]cli[/.](_megatron[/.])?(sft|pt|rlhf)(\.py)?$/, msSwift],
  [/^axolotl(\.cli\.train)?$/, axolotl],
  [/^tune$/, torchtune],
  [/^litgpt$/, litgpt],
  [/^oumi$/, oumi],
  [/^mlx_lm(\.lora)?$/, mlxLm],
  [/^autotrain$/, autotrain],
  [/^ludwig$/, ludwig],
  [/^trl$/, trl],
  [/^firectl$/, hosted],
];
const RECIPE = /lora|qlora|full|finetune|dpo|ppo|grpo|kd|qat|knowledge/;

export const frameworkOfCommand = ({
  launch,
  shape,
  settled,
  root,
}: Document): Framework | undefined => {
  if (shape !== "command" || launch === undefined) return undefined;
  if (launch.program === "tune" && !RECIPE.test(launch.verb ?? "")) return undefined;
  const framework = COMMANDS.find(([pattern]) => pattern.test(launch.program))?.[1];
  if (framework === undefined) return undefined;
  return settled === false || root.entries.size > 1 ? framework : undefined;
};

/** Frameworks whose arguments people write as a dict in Python and hand over. */
export const frameworkOfDict = (document: Document): Framework | undefined =>
  [llamaFactory, msSwift, axolotl].find((one) => one.recognises(document));

export const frameworkOfPython = (document: Document): Framework | undefined =>
  document.shape === "python"
    ? pythonFrameworks.find((one) => one.recognises(document))
    : undefined;
