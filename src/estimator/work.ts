import type { LayerGroup } from "./architecture/architecture.ts";
import { attentionWork, layerGroups, layerWork } from "./layers.ts";
import type { Coefficients } from "./coefficients.ts";
import { oncePerSubject } from "./memo.ts";
import type { Subject } from "./memory.ts";
import { bytesOf, scoresVocabulary, sequencesPerRow, shardsWeights } from "./setup.ts";
import { paddedTokensPerRow } from "./workload.ts";

/** Work of a forward pass for one token, in multiply-adds, bytes and launched kernels. */
export type Work = {
  /** Tokens of one micro-batch on one GPU (or on the group that shares it). */
  tokens: number;
  rowTokens: number;
  linear: number;
  experts: number;
  attention: number;
  head: number;
  /** Bytes of activations that element-wise kernels pass over. */
  elementwiseBytes: number;
  /** Kernels launched by all layers in a forward pass. */
  launches: number;
};

/** Kernels of one layer's forward pass in eager PyTorch: norms, projections, rotary embedding, attention, gate. */
const launchesOf = (group: LayerGroup, subject: Subject, c: Coefficients): number => {
  const { setup, trained } = subject;
  const quantised = setup.quantization === undefined ? 0 : setup.quantization.doubleQuant ? 5 : 3;
  const names = new Set(trained.targets.map((target) => target.name));
  let launches = setup.fusedKernels ? 16 : 28;
  if (setup.strategy === "zero3") launches += c.zero3Hooks * (group.linears.length + group.norms);
  else if (shardsWeights(setup.strategy) && setup.gpuCount > 1) launches += 15;
  for (const linear of group.linears) {
    const modules =
      linear.fused === true || (linear.role === "expert" && setup.groupedExperts)
        ? 1
        : linear.copies;
    launches += modules * (1 + quantised + (names.has(linear.name) ? 6 : 0));
    if (linear.role === "expert" && modules > 1) launches += modules * 4;
  }
  return launches;
};

const innerOf = (group: LayerGroup): number => {
  if (group.mlp.kind === "dense") return group.mlp.intermediateSize * (group.mlp.gated ? 3 : 2);
  if (group.mlp.kind === "none") return 0;
  return (
    3 *
    (group.mlp.expertIntermediateSize * group.mlp.expertsPerToken +
      group.mlp.sharedIntermediateSize)
  );
};

const countWork = (subject: Subject, c: Coefficients): Work => {
  const { setup, architecture } = subject;
  const rows = setup.microBatchSize * sequencesPerRow(setup.objective);
  const rowTokens = paddedTokensPerRow(setup);
  const tokens = rows * rowTokens;
  const width = bytesOf(setup.precision);
  // Packed rows with their borders known to the kernel attend within themselves.
  const seen =
    setup.packing && setup.paddingFree ? Math.min(rowTokens, setup.tokensPerRow) : rowTokens;
  const work: Work = {
    tokens,
    rowTokens: seen,
    linear: 0,
    experts: 0,
    attention: 0,
    head: scoresVocabulary(setup.objective) ? architecture.vocabSize * architecture.hiddenSize : 0,
    elementwiseBytes: 0,
    launches: 0,
  };
  for (const { stack, group } of layerGroups(architecture)) {
    const fixed = stack.fixedTokens;
    const fraction = fixed === undefined ? 1 : (fixed * rows) / Math.max(1, tokens);
    const times = group.count * fraction;
    work.linear += layerWork(group) * times;
    for (const linear of group.linears)
      if (linear.role === "expert")
        work.experts += linear.inFeatures * linear.outFeatures * linear.activeCopies * times;
    work.attention += attentionWork(group, fixed ?? seen, setup.attention) * times;
    const scores =
      setup.attention === "eager" && group.mixer.kind === "attention"
        ? group.mixer.heads * seen * 4
        : 0;
    work.elementwiseBytes += (14 * stack.hiddenSize + 2 * innerOf(group) + scores) * width * times;
    work.launches += launchesOf(group, subject, c) * group.count;
  }
  return work;
};

export const workOf = oncePerSubject(countWork);
