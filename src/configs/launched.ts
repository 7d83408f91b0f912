import { assume, state, type Draft } from "./draft.ts";
import { isRepositoryPath } from "./files.ts";
import type { Document } from "./frameworks/framework.ts";
import type { Launch } from "./launch.ts";
import { readAccelerate, readDeepSpeed } from "./parallelism.ts";
import { flag, number, text } from "./values.ts";

/** What the launcher settles before the trainer's own arguments are read. */
export const readLaunched = (run: Draft, document: Document, launch: Launch): void => {
  if (launch.gpuCount !== undefined)
    state(run, "hardware.gpuCount", launch.gpuCount.value, launch.gpuCount.node);
  if (launch.nodes !== undefined)
    state(run, "parallelism.nodes", launch.nodes.value, launch.nodes.node);
  if (launch.gpu !== undefined) state(run, "hardware.gpu", launch.gpu.value, launch.gpu.node);
  const { entries } = launch.options;
  const stage = number(entries.get("zero_stage"));
  if (stage !== undefined)
    state(
      run,
      "parallelism.strategy",
      stage === 0 ? "ddp" : `zero${stage}`,
      entries.get("zero_stage")!,
    );
  const offload = ["offload_optimizer_device", "offload_param_device"]
    .map((key) => entries.get(key))
    .find((node) => /cpu|nvme/.test(text(node) ?? ""));
  if (offload !== undefined) state(run, "parallelism.cpuOffload", true, offload);
  if (flag(entries.get("use_fsdp")) === true) {
    const version = number(entries.get("fsdp_version"));
    state(run, "parallelism.strategy", version === 2 ? "fsdp2" : "fsdp", entries.get("use_fsdp")!);
    if (flag(entries.get("fsdp_offload_params")) === true)
      state(run, "parallelism.cpuOffload", true, entries.get("fsdp_offload_params")!);
  }
  if (entries.has("deepspeed_config_file"))
    readDeepSpeed(run, document, entries.get("deepspeed_config_file"));
  const mixed = text(entries.get("mixed_precision"));
  if (mixed === "bf16" || mixed === "fp16")
    state(run, "precision", mixed, entries.get("mixed_precision")!);
  if (launch.accelerateFile !== undefined) readAccelerateFile(run, document, launch.accelerateFile);
};

const readAccelerateFile = (
  run: Draft,
  document: Document,
  file: NonNullable<Launch["accelerateFile"]>,
): void => {
  const found = document.files.find(file.value, document.path);
  if (found !== undefined) return readAccelerate(run, found.root);
  if (isRepositoryPath(file.value)) run.needs.add(file.value);
  const name = file.value.split("/").at(-1)!.toLowerCase();
  const because = `${file.value} is not at hand: by its name`;
  const stage = /(?:zero|stage)[_-]?([123])/.exec(name)?.[1];
  if (stage !== undefined && !run.values.has("parallelism.strategy"))
    assume(run, "parallelism.strategy", `zero${stage}`, because);
  else if (/fsdp/.test(name))
    assume(run, "parallelism.strategy", /fsdp_?v?2/.test(name) ? "fsdp2" : "fsdp", because);
  if (/offload/.test(name) && !/no_?off/.test(name) && run.values.has("parallelism.strategy"))
    assume(run, "parallelism.cpuOffload", true, because);
};
