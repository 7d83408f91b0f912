import { own } from "../own.ts";
import type { Architecture } from "./architecture/architecture.ts";
import type { LinearModule, ParameterCounts } from "./architecture/parameters.ts";
import { linearParameters } from "./architecture/parameters.ts";
import { FREEZE_LAYERS, freezesA, type Setup } from "./setup.ts";

/** What is trained, counted: adapters beside the base, and parts of the base itself. */
export type Trained = {
  adapterParameters: number;
  baseParameters: number;
  total: number;
  /** Multiply-adds of adapters for one token. */
  adapterWorkPerToken: number;
  /** Linear maps that carry an adapter. */
  targets: LinearModule[];
  /** Trained words that matched nothing in this model. */
  unmatched: string[];
  embeddingsTrained: boolean;
  headTrained: boolean;
};

const SHORT: Record<string, RegExp> = {
  q: /^(q|q_proj|query|wq|to_q|q_b_proj|q_a_proj)$/,
  k: /^(k|k_proj|key|wk|to_k|kv_a_proj_with_mqa|kv_b_proj)$/,
  v: /^(v|v_proj|value|wv|to_v|kv_b_proj)$/,
  o: /^(o|o_proj|out_proj|wo|dense|attn_out|to_out\.0|c_proj|proj)$/,
  gate: /^(gate_proj|w1|gate_up_proj|wi_0)$/,
  up: /^(up_proj|w3|gate_up_proj|fc1|fc_in|c_fc|dense_h_to_4h|wi|wi_1)$/,
  down: /^(down_proj|w2|fc2|fc_out|dense_4h_to_h|wo)$/,
};
const FUSED_QKV = /^(qkv|qkv_proj|c_attn|query_key_value|wqkv|in_proj|att_proj)$/i;
const ALIAS: Record<string, string> = {
  q_proj: "q",
  query: "q",
  k_proj: "k",
  key: "k",
  v_proj: "v",
  value: "v",
  o_proj: "o",
  projection: "o",
  output_proj: "o",
  gate_proj: "gate",
  up_proj: "up",
  down_proj: "down",
  wq: "q",
  wk: "k",
  wv: "v",
  wo: "o",
};

const matches = (target: string, linear: LinearModule): boolean => {
  const name = linear.name.toLowerCase();
  const last = target.toLowerCase().split(".").at(-1) ?? "";
  if (name === last || name === target.toLowerCase()) return true;
  const attention = linear.role === "attention" || linear.role === "crossAttention";
  const mlp = linear.role === "mlp" || linear.role === "expert" || linear.role === "sharedExpert";
  if (/^(attention|attn|self_attn|attention_modules)$/.test(last)) return attention;
  if (/^(mlp|feed_forward|ffn|mlp_modules)$/.test(last)) return mlp;
  if (/^(head|lm_head|output)$/.test(last)) return linear.role === "head";
  if (/^w[123]$/.test(last) && linear.role === "expert")
    return (SHORT[{ w1: "gate", w2: "down", w3: "up" }[last] ?? ""] ?? /^$/).test(name);
  const short = own(ALIAS, last) ?? last;
  const pattern = own(SHORT, short);
  if (pattern === undefined) return target.length > last.length + 8 && target.includes(linear.name);
  if ("qkv".includes(short) && FUSED_QKV.test(name)) return attention;
  if (!pattern.test(name)) return false;
  return "qkvo".includes(short) ? attention : mlp;
};

const isAll = (target: string): boolean => /^all([-_ ]?linear)?$|^linear$|^\*$/.test(target);

/** Adapters of one linear map: A is rank x in, B is out x rank (Hu et al. 2021); a fused tensor has none. */
const adapterOf = (linear: LinearModule, setup: Setup): number => {
  const rank = setup.lora.rank;
  const magnitude =
    setup.technique === "dora" || setup.lora.variant === "dora" ? linear.outFeatures : 0;
  const own = rank * ((freezesA(setup) ? 0 : linear.inFeatures) + linear.outFeatures) + magnitude;
  return own * linear.copies * linear.count;
};

const hasLora = (setup: Setup): boolean => ["lora", "qlora", "dora"].includes(setup.technique);

const prefixParameters = (
  setup: Setup,
  architecture: Architecture,
  counts: ParameterCounts,
): number => {
  const group = architecture.stacks[0]?.layers[0];
  const width =
    group?.mixer.kind === "attention"
      ? group.mixer.keyValueHeads * group.mixer.headDim
      : architecture.hiddenSize;
  // peft's prefix tuning keeps keys and values of 20 virtual tokens per layer unless told.
  if (setup.technique === "prefix") return 20 * counts.layers * 2 * width;
  // Bottleneck adapters: two maps through 64 numbers per layer (Houlsby et al. 2019, LLaMA-Adapter less).
  return counts.layers * 2 * 64 * architecture.hiddenSize;
};

/** Layers that words such as "layers.0-15", "layers.3" or "model.layers.[0-9]" freeze. */
const frozenLayers = (words: readonly string[], layers: number): number => {
  const frozen = new Set<number>();
  for (const word of words) {
    const found = /(?:layers?|blocks?|h)\W{0,2}(\d{1,4})(?:\s?(?:-|:|\.\.)\s?(\d{1,4}))?/i.exec(
      word,
    );
    if (found === null) continue;
    const first = Number(found[1]);
    const last = Math.min(layers - 1, Number(found[2] ?? found[1]));
    for (let layer = first; layer <= last; layer++) frozen.add(layer);
  }
  return frozen.size;
};

export const trainedParameters = (
  setup: Setup,
  architecture: Architecture,
  counts: ParameterCounts,
): Trained => {
  const none = { adapterWorkPerToken: 0, targets: [], unmatched: [] };
  const saved = (word: RegExp) => setup.lora.modulesToSave.some((name) => word.test(name));
  const frozen = (word: RegExp) => setup.frozen.some((name) => word.test(name.toLowerCase()));
  if (!setup.adapters) {
    const freeze = setup.technique === "freeze";
    let base = freeze
      ? counts.perLayer.mean * Math.min(FREEZE_LAYERS, counts.layers)
      : counts.total;
    if (!freeze && frozen(/embed/)) base -= counts.embeddings;
    if (!freeze && frozen(/head|output/)) base -= counts.head;
    if (!freeze) base -= frozenLayers(setup.frozen, counts.layers) * counts.perLayer.mean;
    if (frozen(/vision|tower|audio|visual/)) base -= counts.towers;
    if (frozen(/router|gate$/)) base -= counts.router;
    base = Math.max(1, base);
    return {
      ...none,
      adapterParameters: 0,
      baseParameters: base,
      total: base,
      embeddingsTrained: setup.technique !== "freeze" && !frozen(/embed/),
      headTrained: setup.technique !== "freeze" && !frozen(/head|output/),
    };
  }
  const embeddingsTrained = saved(/embed|wte/);
  const headTrained = saved(/head|output|score|classifier/) && counts.head > 0;
  const base = (embeddingsTrained ? counts.embeddings : 0) + (headTrained ? counts.head : 0);
  if (!hasLora(setup)) {
    const own = prefixParameters(setup, architecture, counts);
    return {
      ...none,
      adapterParameters: own,
      baseParameters: base,
      total: own + base,
      adapterWorkPerToken: setup.technique === "adapter" ? own : 0,
      embeddingsTrained,
      headTrained,
    };
  }
  const main = architecture.stacks[0]?.role;
  const candidates = counts.linears.filter((linear) => linear.fused !== true);
  const chosen = candidates.filter((linear) =>
    setup.lora.targets.some((target) =>
      isAll(target)
        ? linear.role !== "head" &&
          linear.role !== "embedding" &&
          (linear.stack === main || linear.stack === "decoder")
        : matches(target, linear),
    ),
  );
  const adapters = chosen.reduce((sum, linear) => sum + adapterOf(linear, setup), 0);
  const work = chosen.reduce(
    (sum, linear) =>
      sum +
      setup.lora.rank *
        (linear.inFeatures + linear.outFeatures) *
        linear.activeCopies *
        linear.count,
    0,
  );
  return {
    adapterParameters: adapters,
    baseParameters: base,
    total: Math.max(1, adapters + base),
    adapterWorkPerToken: work,
    targets: chosen,
    unmatched: setup.lora.targets.filter(
      (target) => !isAll(target) && !candidates.some((linear) => matches(target, linear)),
    ),
    embeddingsTrained,
    headTrained,
  };
};

/** Bytes of one quantised weight matrix map: payload and its scales. */
export const quantisedBytes = (parameters: number, setup: Setup): number => {
  const quantization = setup.quantization;
  if (quantization === undefined) return 0;
  const { bits, kind, doubleQuant } = quantization;
  // nf4 and fp4: an fp32 scale per 64; quantised again to 8 bits in blocks of 256 (Dettmers et al. 2023, sec. 3).
  if (bits === 4 && (kind === "nf4" || kind === "fp4" || kind === "int4"))
    return parameters * (0.5 + (doubleQuant ? (1 + 4 / 256) / 64 : 4 / 64));
  // MXFP4: an 8-bit exponent per 32 (OCP Microscaling 1.0).
  if (kind === "mxfp4") return parameters * (0.5 + 1 / 32);
  // GPTQ and AWQ: fp16 scale and 4-bit zero per group of 128.
  if (bits === 4) return parameters * (0.5 + 2.5 / 128);
  // int8: fp32 scale per row, next to nothing (Dettmers et al. 2022).
  return parameters * 1.002;
};

export const quantisableParameters = (counts: ParameterCounts): number =>
  counts.linears.reduce(
    (sum, linear) =>
      linear.role === "head" || linear.role === "embedding"
        ? sum
        : sum + linearParameters(linear) * linear.copies * linear.count,
    0,
  );
