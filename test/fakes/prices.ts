/** A price host that speaks RunPod's public GraphQL: one POST, no key, prices per GPU-hour. */
export type FakeGpu = {
  displayName: string;
  memoryInGb: number;
  securePrice: number | null;
  communityPrice?: number | null;
  maxGpuCount?: number;
};

export const fakeRunpod = (gpus: FakeGpu[]) => {
  let fault: (() => Response) | undefined;
  let asked = 0;
  return {
    host: "api.runpod.io",
    gpus,
    asked: () => asked,
    /** From now on every request is answered so; undefined mends it. */
    failWith: (answer: (() => Response) | undefined) => {
      fault = answer;
    },
    answer: async (request: Request): Promise<Response> => {
      asked++;
      if (fault !== undefined) return fault();
      if (request.method !== "POST" || new URL(request.url).pathname !== "/graphql")
        return new Response("not found", { status: 404 });
      const { query } = (await request.json()) as { query?: string };
      if (query?.includes("gpuTypes{") !== true)
        return Response.json({ errors: [{ message: "Cannot query field" }] }, { status: 400 });
      return Response.json({
        data: {
          gpuTypes: gpus.map((gpu) => ({
            id: `NVIDIA ${gpu.displayName}`,
            manufacturer: "Nvidia",
            secureCloud: gpu.securePrice !== null,
            communityCloud: (gpu.communityPrice ?? null) !== null,
            communityPrice: null,
            clusterPrice: null,
            secureSpotPrice: null,
            communitySpotPrice: null,
            maxGpuCount: 8,
            lowestPrice: {
              minimumBidPrice: null,
              uninterruptablePrice: gpu.securePrice,
              stockStatus: "High",
            },
            ...gpu,
          })),
        },
      });
    },
  };
};
