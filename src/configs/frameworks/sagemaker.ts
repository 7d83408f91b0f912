import { state, type Draft } from "../draft.ts";
import { anywhere } from "../look.ts";
import { at } from "../node.ts";
import { count, text } from "../values.ts";
import { readHuggingFace } from "./hugging-face.ts";
import type { Document } from "./framework.ts";

/** GPUs of an instance: AWS's accelerated-computing instance tables (aws.amazon.com/ec2/instance-types). */
const INSTANCES: [RegExp, string, number][] = [
  [/p6-b200\.48xlarge/, "B200", 8],
  [/p5en?\.48xlarge|p5e\./, "H200", 8],
  [/p5\.48xlarge/, "H100", 8],
  [/p5\.4xlarge/, "H100", 1],
  [/p4de\.24xlarge/, "A100 80GB", 8],
  [/p4d\.24xlarge/, "A100 40GB", 8],
  [/p3dn\.24xlarge/, "V100 32GB", 8],
  [/p3\.16xlarge/, "V100 16GB", 8],
  [/p3\.8xlarge/, "V100 16GB", 4],
  [/p3\.2xlarge/, "V100 16GB", 1],
  [/g6e\.48xlarge/, "L40S", 8],
  [/g6e\.(12|24)xlarge/, "L40S", 4],
  [/g6e\./, "L40S", 1],
  [/g6\.48xlarge/, "L4", 8],
  [/g6\.(12|24)xlarge/, "L4", 4],
  [/g6\./, "L4", 1],
  [/g5\.48xlarge/, "A10G", 8],
  [/g5\.(12|24)xlarge/, "A10G", 4],
  [/g5\./, "A10G", 1],
  [/g4dn\.metal/, "T4", 8],
  [/g4dn\.12xlarge/, "T4", 4],
  [/g4dn\./, "T4", 1],
];

/** `HuggingFace(entry_point=.., instance_type="ml.p4d.24xlarge", hyperparameters={..})`. */
export const readSageMaker = (document: Document, run: Draft): void => {
  const estimator = at(document.root, "sagemaker")!;
  run.framework = "sagemaker";
  const type =
    at(estimator, "instance_type") ?? at(document.root, "sagemaker_compute.instance_type");
  const instances =
    at(estimator, "instance_count") ?? at(document.root, "sagemaker_compute.instance_count");
  const nodes = count(instances) ?? 1;
  const found = INSTANCES.find(([pattern]) => pattern.test(text(type) ?? ""));
  if (type !== undefined && found !== undefined) {
    state(run, "hardware.gpu", found[1], type);
    state(run, "hardware.gpuCount", found[2] * nodes, type);
    if (nodes > 1) state(run, "parallelism.nodes", nodes, instances!);
  }
  readHuggingFace(document, run, anywhere(at(estimator, "hyperparameters") ?? estimator));
};
