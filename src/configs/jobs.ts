import type { Files } from "./files.ts";
import type { Document } from "./frameworks/framework.ts";
import { dstack } from "./job-dstack.ts";
import { kubernetes } from "./job-kubernetes.ts";
import { skyPilot } from "./job-skypilot.ts";
import { type Node, type Source, at, has } from "./node.ts";
import { text } from "./values.ts";

/** Job files that carry a command: SkyPilot, dstack, Kubernetes, MosaicML. Undefined if it is none. */
export const jobDocuments = (
  root: Node,
  source: Source,
  files: Files,
  needs: Set<string>,
): Document[] | undefined => {
  if (has(root, "service") || text(at(root, "type")) === "service") return undefined;
  if (has(root, "run") && has(root, "resources", "setup", "num_nodes", "envs"))
    return skyPilot(root, source, files, needs);
  if (has(root, "commands") && /^(task|dev-environment)$/.test(text(at(root, "type")) ?? ""))
    return dstack(root, source, files, needs);
  if (
    /^(Job|PyTorchJob|MPIJob|TrainJob|Pod|RayJob|JobSet)$/.test(text(at(root, "kind")) ?? "") &&
    has(root, "apiVersion")
  )
    return kubernetes(root, source, files, needs);
  return undefined;
};
