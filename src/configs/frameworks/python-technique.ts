import { PEFT, loraOn, readLora, readQuantization } from "../adapter.ts";
import { type Draft, assume, state } from "../draft.ts";
import { type Look, anywhere } from "../look.ts";
import { type Node, map } from "../node.ts";
import { flag } from "../values.ts";
import { called } from "./python-model.ts";

const SEVEN = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

export const readTechnique = (run: Draft, root: Node, look: Look, unsloth: boolean): void => {
  const full = look("full_finetuning");
  let bits = readQuantization(run, look);
  const loads = look("load_in_4bit");
  const model = (run.values.get("baseModel") as string | undefined) ?? "";
  if (
    bits === undefined &&
    unsloth &&
    loads === undefined &&
    look("load_in_8bit", "load_in_16bit", "full_finetuning", "load_in_fp8") === undefined
  ) {
    assume(
      run,
      "quantizationBits",
      4,
      "Unsloth's from_pretrained loads in 4 bits unless told otherwise",
    );
    bits = 4;
  }
  if (bits === undefined && /bnb-4bit|-4bit|-awq|-gptq/i.test(model) && flag(loads) !== false) {
    assume(run, "quantizationBits", 4, "the model's name: its weights are stored in 4 bits");
    bits = 4;
  }
  if (bits === undefined) assume(run, "quantizationBits", null, "nothing quantises the model");
  const adapter = [...root.entries].find(([key]) => key.startsWith("adapter_call"))?.[1];
  if (flag(full) === true) {
    run.values.set("quantizationBits", null);
    return state(run, "technique", "full", full!);
  }
  if (adapter === undefined) {
    const bare = bits !== undefined && unsloth;
    return assume(
      run,
      "technique",
      bare ? loraOn(bits) : "full",
      bare ? "a quantised base is trained through an adapter" : "the script makes no adapter",
    );
  }
  const kind = called(adapter);
  if (/IA3|Prompt|Prefix/.test(kind))
    return state(run, "technique", /Prefix/.test(kind) ? "prefix" : "adapter", adapter);
  state(run, "technique", loraOn(bits), adapter);
  const adapters = anywhere(
    map(
      root.source,
      0,
      new Map([...root.entries].filter(([key]) => key.startsWith("adapter_call"))),
    ),
  );
  readLora(
    run,
    adapters,
    unsloth
      ? { rank: 16, alpha: 16, targets: SEVEN, because: "Unsloth's get_peft_model default" }
      : PEFT,
  );
};
