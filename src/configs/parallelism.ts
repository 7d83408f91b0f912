import { assume, state, type Draft } from "./draft.ts";
import { isRepositoryPath } from "./files.ts";
import type { Document } from "./frameworks/framework.ts";
import { at, first, type Node } from "./node.ts";
import { count, flag, number, text, words } from "./values.ts";

/** `deepspeed: path | {..}` of the Hugging Face family, from the file if at hand, else by its name. */
export const readDeepSpeed = (run: Draft, document: Document, node: Node | undefined): void => {
  if (node === undefined || run.values.has("parallelism.strategy")) return;
  if (node.kind === "map") return readDeepSpeedConfig(run, node);
  const named = text(node);
  if (named === undefined || /^(false|no|off|0|true)$/i.test(named)) return;
  const file = document.files.find(named, document.path);
  if (file !== undefined && at(file.root, "zero_optimization") !== undefined)
    return readDeepSpeedConfig(run, file.root, node);
  if (isRepositoryPath(named)) run.needs.add(named);
  const name = named.split("/").at(-1)!.toLowerCase();
  const stage = /(?:zero|z|stage)[_-]?([0-3])/.exec(name)?.[1];
  if (stage === undefined) {
    assume(
      run,
      "parallelism.strategy",
      "zero2",
      `${named} is not at hand and its name tells no ZeRO stage`,
    );
    return;
  }
  state(run, "parallelism.strategy", stage === "0" ? "ddp" : `zero${stage}`, node);
  if (/off_?load|cpu/.test(name) && !/no_?off/.test(name))
    state(run, "parallelism.cpuOffload", true, node);
  else if (named.endsWith("deepspeed_configs/zero2.json"))
    assume(
      run,
      "parallelism.cpuOffload",
      true,
      "axolotl's shipped zero2.json keeps the optimizer on the CPU",
    );
};

/** A DeepSpeed JSON: stage and offload (`deepspeed/runtime/zero/config.py`; an absent stage is 0). */
export const readDeepSpeedConfig = (run: Draft, config: Node, named?: Node): void => {
  const zero = at(config, "zero_optimization");
  const stage = number(at(zero, "stage")) ?? 0;
  const from = at(zero, "stage") ?? named ?? config;
  state(run, "parallelism.strategy", stage === 0 ? "ddp" : `zero${stage}`, from);
  const offloads = ["offload_optimizer", "offload_param"].map((key) => at(zero, `${key}.device`));
  const offload =
    offloads.find((device) => /cpu|nvme/i.test(text(device) ?? "")) ?? at(zero, "cpu_offload");
  if (offload !== undefined && flag(offload) !== false)
    state(run, "parallelism.cpuOffload", true, offload);
};

/** `fsdp: "full_shard auto_wrap offload"`, a list, true, or a block; with `fsdp_config`. */
export const readFsdp = (
  run: Draft,
  node: Node | undefined,
  config: Node | undefined,
  version?: Node,
): void => {
  if (run.values.has("parallelism.strategy")) return;
  const modes = node?.kind === "map" ? [] : (words(node) ?? []);
  const on =
    modes.some((word) => /shard|fsdp|true|full/.test(word.toLowerCase())) ||
    (node?.kind === "map" && node.entries.size > 0 && flag(at(node, "enabled")) !== false) ||
    (node === undefined && config?.kind === "map" && config.entries.size > 0);
  const from = node ?? config;
  if (!on || from === undefined || modes.includes("no_shard")) return;
  const block = config ?? (node?.kind === "map" ? node : undefined);
  const second = number(version ?? first(block, "fsdp_version", "version")) === 2;
  state(run, "parallelism.strategy", second || /fsdp2/.test(modes.join()) ? "fsdp2" : "fsdp", from);
  const offload = first(block, "fsdp_offload_params", "offload_params", "cpu_offload");
  if (modes.includes("offload")) state(run, "parallelism.cpuOffload", true, from);
  else if (offload !== undefined && flag(offload) === true)
    state(run, "parallelism.cpuOffload", true, offload);
};

/** An accelerate launch file: strategy, total processes, machines, mixed precision. */
export const readAccelerate = (run: Draft, config: Node): void => {
  const kind = text(at(config, "distributed_type"))?.toUpperCase();
  const kindNode = at(config, "distributed_type");
  if (kindNode !== undefined && !run.values.has("parallelism.strategy")) {
    if (kind === "DEEPSPEED") {
      const block = at(config, "deepspeed_config");
      const stage = number(at(block, "zero_stage"));
      if (stage !== undefined)
        state(
          run,
          "parallelism.strategy",
          stage === 0 ? "ddp" : `zero${stage}`,
          at(block, "zero_stage")!,
        );
      const offload = [
        at(block, "offload_optimizer_device"),
        at(block, "offload_param_device"),
      ].find((device) => /cpu|nvme/i.test(text(device) ?? ""));
      if (offload !== undefined) state(run, "parallelism.cpuOffload", true, offload);
    } else if (kind === "FSDP") {
      const block = at(config, "fsdp_config");
      readFsdp(run, block ?? kindNode, block, at(block, "fsdp_version"));
      if (!run.values.has("parallelism.strategy"))
        state(run, "parallelism.strategy", "fsdp", kindNode);
    } else if (kind === "MULTI_GPU") state(run, "parallelism.strategy", "ddp", kindNode);
  }
  const processes = at(config, "num_processes");
  const total = count(processes);
  if (total !== undefined && !run.values.has("hardware.gpuCount"))
    state(run, "hardware.gpuCount", total, processes!);
  const machines = at(config, "num_machines");
  if ((count(machines) ?? 1) > 1 && !run.values.has("parallelism.nodes"))
    state(run, "parallelism.nodes", count(machines), machines!);
  const mixed = text(at(config, "mixed_precision"))?.toLowerCase();
  if ((mixed === "bf16" || mixed === "fp16") && !run.values.has("precision"))
    state(run, "precision", mixed, at(config, "mixed_precision")!);
};
