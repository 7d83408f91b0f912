import type { Problem, Result } from "../problem.ts";
import { right, wrong } from "../problem.ts";
import type { Architecture } from "./architecture/architecture.ts";
import type { Assumption } from "./estimate.ts";
import { findFramework } from "./frameworks.ts";
import type { Gpu } from "./gpus/row.ts";
import { findGpu, findModel, nearestGpu, nearestModels, readArchitecture } from "./lookup.ts";
import { findOptimizer } from "./optimizers.ts";
import type { ParameterCounts } from "./architecture/parameters.ts";
import { parameterCounts } from "./architecture/parameters.ts";
import type { TrainingRun } from "./run.ts";
import { scoresVocabulary, type Objective, type Setup } from "./setup.ts";
import { settle } from "./settle.ts";
import { trainedParameters, type Trained } from "./trained.ts";

/** A run with every gap filled and every word read. `architecture` is absent only for closed managed models. */
export type CompleteRun = {
  run: TrainingRun;
  setup: Setup;
  architecture: Architecture | undefined;
  counts: ParameterCounts | undefined;
  trained: Trained | undefined;
  /** The hardware asked for; undefined = we choose. */
  gpu: Gpu | undefined;
  gpuCountStated: boolean;
  strategyStated: boolean;
  weightsStated: boolean;
  tensorStated: boolean;
  checkpointingStated: boolean;
  /** Who alone can train it, when the weights are closed. */
  managedBy: string | undefined;
  assumptions: Assumption[];
  unanswered: string[];
};

type Found = {
  id: string;
  architecture: Architecture | undefined;
  managedBy: string | undefined;
  assumed: string | undefined;
};

const modelOf = (run: TrainingRun): Result<Found> => {
  if (run.architecture !== undefined) {
    const read = readArchitecture(run.architecture);
    if (!read.ok)
      return wrong(
        ...read.problems.map((problem) => ({
          ...problem,
          path: `architecture.${problem.path}`.replace(/\.$/, ""),
        })),
      );
    return right({
      id: run.baseModel,
      architecture: read.value,
      managedBy: undefined,
      assumed: undefined,
    });
  }
  const found = findModel(run.baseModel);
  if (found === undefined) {
    const [near] = nearestModels(run.baseModel);
    const hub = run.baseModel.includes("/") ? "" : ", or use an id of the Hugging Face Hub";
    return wrong({
      path: "baseModel",
      ...(near === undefined ? {} : { didYouMean: near }),
      message: `"${run.baseModel}" is in no table here. Pass "architecture" with the fields of its config.json${hub}.`,
    });
  }
  const nickname =
    !run.baseModel.includes("/") && found.id.toLowerCase() !== run.baseModel.toLowerCase();
  return right({
    id: run.baseModel.includes("/") ? run.baseModel : found.id,
    architecture: found.architecture,
    managedBy: found.managedBy,
    assumed: found.assumed ?? (nickname ? `"${run.baseModel}" is taken for it` : undefined),
  });
};

/** A classifier's, reward or embedding model's head is a few numbers: the language model's own is not loaded. */
const headed = (
  architecture: Architecture | undefined,
  objective: Objective | undefined,
): Architecture | undefined => {
  if (architecture === undefined || scoresVocabulary(objective ?? "sft")) return architecture;
  const { head, published: _, ...without } = architecture;
  return head === undefined ? architecture : without;
};

/** Fills every gap of a run and names each filling; wrong words come back as problems, all at once. */
export const completeRun = (run: TrainingRun): Result<CompleteRun> => {
  const problems: Problem[] = [];
  const model = modelOf(run);
  if (!model.ok) problems.push(...model.problems);
  const written = run.hardware?.gpu;
  const found = written === undefined ? undefined : findGpu(written);
  if (written !== undefined && found === undefined) {
    const near = nearestGpu(written);
    problems.push({
      path: "hardware.gpu",
      ...(near === undefined ? {} : { didYouMean: near }),
      message: `"${written}" is not an accelerator that ftcost knows; GET /v1/gpus lists them.`,
    });
  }
  if (problems.length > 0 || !model.ok) return wrong(...problems);

  const { managedBy, id, assumed } = model.value;
  const architecture = headed(model.value.architecture, run.objective);
  const assumptions: Assumption[] = [];
  if (assumed !== undefined) assumptions.push({ field: "baseModel", value: id, because: assumed });
  if (found?.assumed !== undefined)
    assumptions.push({ field: "hardware.gpu", value: found.gpu.id, because: found.assumed });
  const { framework, known } = findFramework(run.framework);
  const pagedFull =
    framework.id === "torchtune" &&
    run.optimizer === undefined &&
    run.technique === "full" &&
    (run.hardware?.gpuCount ?? 1) === 1;
  // torchtune's recipes for full fine-tuning on one GPU take a paged 8-bit optimizer within the backward pass.
  const optimizer = findOptimizer(
    run.optimizer ?? (pagedFull ? "paged_adamw_8bit" : framework.optimizer),
  );
  const {
    setup,
    filled,
    run: complete,
  } = settle(
    {
      ...run,
      baseModel: id,
      ...(pagedFull
        ? { kernels: [...(run.kernels ?? ["chunked_cross_entropy"]), "optimizer_in_backward"] }
        : {}),
    },
    { framework, frameworkKnown: known, optimizer, architecture, gpu: found?.gpu, assumptions },
  );
  const counts = architecture === undefined ? undefined : parameterCounts(architecture);
  const trained =
    architecture === undefined || counts === undefined
      ? undefined
      : trainedParameters(setup, architecture, counts);
  const unanswered = [...(architecture?.uncertain ?? [])];
  if (architecture === undefined)
    unanswered.push(`The size of ${id} is not published: only managed prices are answered.`);
  if (architecture === undefined && written !== undefined)
    unanswered.push(`${id} is trained by its maker's service alone: "${written}" was left aside.`);
  if (architecture?.stacks.some(({ role }) => role === "vision") === true)
    filled.push({
      field: "dataset.images",
      value: null,
      because: "the tokens of images are taken as counted in those of a row",
    });
  for (const word of trained?.unmatched ?? [])
    assumptions.push({
      field: "lora.targetModules",
      value: word,
      because: "no module of this model has that name: it trains nothing",
    });
  return right({
    run: complete,
    setup,
    architecture,
    counts,
    trained,
    gpu: found?.gpu,
    gpuCountStated: run.hardware?.gpuCount != null,
    strategyStated: run.parallelism?.strategy !== undefined,
    weightsStated: run.weightsPrecision !== undefined,
    tensorStated: run.parallelism?.tensor !== undefined,
    checkpointingStated: run.gradientCheckpointing !== undefined,
    managedBy,
    // A service keeps its method to itself: what it is given is all there is to assume.
    assumptions:
      architecture === undefined
        ? filled.filter(({ field }) => /^(baseModel|objective|epochs|dataset\b)/.test(field))
        : filled,
    unanswered,
  });
};
