import type * as z from "zod";
import type { OnHardware } from "./cost.ts";
import type { Term } from "./estimate.ts";
import { wallClockParts } from "./wall-clock.ts";

type Reason = z.infer<typeof Term>;

const MEMORY_WORDS: Record<string, string> = {
  weightsBytes: "the model's weights on this GPU, each group in its width",
  adapterBytes: "weights of the adapters",
  gradientsBytes: "gradients alive at this moment",
  optimizerBytes: "optimizer states, and its temporaries during its step",
  activationsBytes: "what the layers keep for the backward pass",
  logitsBytes: "logits and loss: tokens x vocabulary",
  buffersBytes: "gathered, dequantised and communicated pieces, and library workspaces",
};

/** The terms that made the figures: take one away and the figure falls by it. */
export const explain = (on: OnHardware): Reason[] => {
  const { memory, speed, subject, workload } = on;
  const parts = Object.entries(memory.parts)
    .filter(([, value]) => value > 0)
    .map(([name, value]) => ({
      figure: "memory.allocatedBytes",
      name,
      value,
      because: MEMORY_WORDS[name] ?? name,
    }));
  const wall = wallClockParts(subject, speed, workload);
  return [
    ...parts,
    {
      figure: "memory.reservedBytes",
      name: "slack",
      value: memory.reservedBytes - memory.allocatedBytes,
      because: "torch's allocator holds more than it gives out",
    },
    {
      figure: "memory.processBytes",
      name: "context",
      value: memory.processBytes - memory.reservedBytes,
      because:
        subject.setup.gpuCount > 1
          ? "CUDA's context and NCCL's buffers"
          : "CUDA's context and libraries",
    },
    ...speed.terms
      .filter((term) => term.seconds > 0)
      .map((term) => ({
        figure: "throughput.secondsPerStep",
        name: term.name,
        value: term.seconds,
        because: term.because,
      })),
    ...Object.entries(wall)
      .filter(([, seconds]) => seconds > 0)
      .map(([name, seconds]) => ({
        figure: "hours",
        name,
        value: seconds / 3600,
        because: "share of the wall clock",
      })),
  ];
};
