/**
 * What each price host answers, written here after its documented or recorded shape, with every price as
 * a parameter: `times(row)` multiplies it, so that a test can move, break or repeat a market.
 */
export type Times = (row: string) => number;
export const asIs: Times = () => 1;

const json = (value: unknown): string => JSON.stringify(value);
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

const RUNPOD = [
  ["H100 SXM", 80, 2.79, 2.59],
  ["H100 PCIe", 80, 2.39, 1.99],
  ["H100 NVL", 94, 2.79, 2.59],
  ["A100 SXM", 80, 1.49, null],
  ["A100 PCIe", 80, 1.39, 1.19],
  ["H200 SXM", 141, 3.59, null],
  ["B200", 180, 5.49, null],
  ["L40S", 48, 0.86, 0.79],
  ["RTX 4090", 24, 0.69, 0.34],
  ["RTX A6000", 48, 0.49, 0.33],
] as const;

const runpod = (times: Times) => [
  json({
    data: {
      gpuTypes: RUNPOD.map(([name, memory, secure, community]) => ({
        id: `NVIDIA ${name}`,
        displayName: name,
        manufacturer: "Nvidia",
        memoryInGb: memory,
        secureCloud: true,
        communityCloud: community !== null,
        securePrice: round(secure * times(`secure ${name}`)),
        communityPrice: community === null ? null : round(community * times(`community ${name}`)),
        clusterPrice: null,
        maxGpuCount: 8,
        lowestPrice: { minimumBidPrice: null, uninterruptablePrice: secure, stockStatus: "High" },
      })),
    },
  }),
];

const VAST = [
  ["H100 SXM", 81559, 1, 2.05],
  ["H100 NVL", 95830, 1, 1.95],
  ["H200", 143771, 1, 2.45],
  ["A100 SXM4", 81920, 1, 0.95],
  ["A100 PCIE", 40960, 1, 0.62],
  ["L40S", 46068, 1, 0.65],
  ["RTX 4090", 24564, 1, 0.36],
  ["RTX 5090", 32607, 1, 0.43],
  ["RTX 3090", 24576, 1, 0.17],
  ["RTX A6000", 49140, 1, 0.42],
  ["B200", 183359, 8, 26.4],
] as const;

const vast = (times: Times) =>
  VAST.map(([name, memory, count, price]) =>
    json({
      offers: [0.97, 1, 1.04, 1.2, 1.5].map((spread, host) => ({
        id: host + count * 100,
        host_id: host,
        gpu_name: name,
        num_gpus: count,
        gpu_ram: memory,
        dph_total: round(price * spread * times(name)),
        reliability2: 0.99,
        rentable: true,
        rented: false,
        geolocation: "Norway, NO",
      })),
    }),
  );

const VERDA = [
  ["1H100.80S.30V", "1x H100 SXM5 80GB", 1, 80, 2.29, 0.8],
  ["8H100.80S.176V", "8x H100 SXM5 80GB", 8, 640, 18.32, 6.4],
  ["1A100.22V", "1x A100 SXM4 80GB", 1, 80, 1.31, 0.5],
  ["1A100.40S.22V", "1x A100 SXM4 40GB", 1, 40, 0.72, 0.25],
  ["1H200.141S.44V", "1x H200 SXM5 141GB", 1, 141, 3.19, 1.1],
  ["1L40S.20V", "1x L40S 48GB", 1, 48, 0.91, 0.32],
  ["1A6000.10V", "1x RTX A6000 48GB", 1, 48, 0.49, 0.17],
  ["1V100.6V", "1x Tesla V100 16GB", 1, 16, 0.14, 0.05],
] as const;

const verda = (times: Times) => [
  json([
    ...VERDA.map(([type, description, count, memory, price, spot]) => ({
      instance_type: type,
      currency: "usd",
      gpu: { description, number_of_gpus: count },
      gpu_memory: { description: `${memory}GB GPU RAM`, size_in_gigabytes: memory },
      price_per_hour: String(round(price * times(type))),
      spot_price: String(round(spot * times(`spot ${type}`))),
      p2p: null,
    })),
    {
      instance_type: "CPU.120V.480G",
      currency: "usd",
      gpu: { description: "", number_of_gpus: 0 },
      gpu_memory: { size_in_gigabytes: 0 },
      price_per_hour: "3.00",
      spot_price: "1.50",
    },
  ]),
];

const VULTR = [
  ["vcg-a100-12c-120g-80vram", "NVIDIA_A100", 80, 2.397],
  ["vcg-a100-6c-60g-40vram", "NVIDIA_A100", 40, 1.397],
  ["vcg-l40s-16c-180g-48vram", "NVIDIA_L40S", 48, 1.671],
  ["vcg-a40-24c-120g-48vram", "NVIDIA_A40", 48, 1.712],
  ["vcg-a16-6c-64g-16vram", "NVIDIA_A16", 16, 0.471],
] as const;

const vultr = (times: Times) => [
  json({
    plans: [
      ...VULTR.map(([id, type, memory, price]) => ({
        id,
        type: "vcg",
        gpu_type: type,
        gpu_vram_gb: memory,
        hourly_cost: round(price * times(id)),
        monthly_cost: 800,
        locations: ["ewr"],
      })),
      {
        id: "vcg-a100-1c-6g-4vram",
        type: "vcg",
        gpu_type: "NVIDIA_A100",
        gpu_vram_gb: 4,
        hourly_cost: 0.123,
        locations: ["ewr"],
      },
      { id: "vc2-1c-1gb", type: "vc2", hourly_cost: 0.007, locations: ["ewr"] },
    ],
  }),
  json({
    plans_metal: [
      {
        id: "vbm-112c-2048gb-8-h100-gpu",
        hourly_cost: round(23.92 * times("metal h100")),
        hourly_cost_preemptible: round(18.4 * times("metal h100 spot")),
        locations: ["sea"],
      },
      {
        id: "vbm-256c-2048gb-8-mi300x-gpu",
        hourly_cost: round(17.52 * times("metal mi300x")),
        hourly_cost_preemptible: round(14.72 * times("metal mi300x spot")),
        locations: ["ord"],
      },
    ],
  }),
];

const JOBS = [
  ["t4-small", "T4", 1, "16 GB", 0.4],
  ["l4x1", "L4", 1, "24 GB", 0.8],
  ["l40sx1", "L40S", 1, "48 GB", 1.8],
  ["a100-large", "A100", 1, "80 GB", 2.5],
  ["a100x8", "A100", 8, "640 GB", 20],
  ["a10g-large", "A10G", 1, "24 GB", 1.5],
  ["h200", "H200", 1, "141 GB", 5],
] as const;

const huggingfaceJobs = (times: Times) => [
  json([
    {
      name: "cpu-basic",
      prettyName: "CPU Basic",
      cpu: "2 vCPU",
      ram: "16 GB",
      accelerator: null,
      unitCostMicroUSD: 167,
      unitCostUSD: 0.000167,
      unitLabel: "minute",
    },
    ...JOBS.map(([name, model, quantity, vram, perHour]) => ({
      name,
      prettyName: name,
      accelerator: { type: "gpu", model, quantity: String(quantity), vram, manufacturer: "Nvidia" },
      unitCostMicroUSD: Math.round((perHour / 60) * times(name) * 1e6),
      unitCostUSD: round((perHour / 60) * times(name)),
      unitLabel: "minute",
    })),
  ]),
];

const ENDPOINTS = [
  ["aws", "nvidia-t4", "x1", 0.5, 1, "14 GB", "NVIDIA T4"],
  ["aws", "nvidia-l4", "x4", 3.8, 4, "96 GB", "NVIDIA L4"],
  ["aws", "nvidia-a100", "x8", 20, 8, "640 GB", "NVIDIA A100"],
  ["aws", "nvidia-h200", "x1", 5, 1, "141 GB", "NVIDIA H200"],
  ["gcp", "nvidia-h100", "x1", 10, 1, "80 GB", "*NVIDIA H100 - To be deprecated*"],
] as const;

const huggingfaceEndpoints = (times: Times) => [
  [
    "# Pricing",
    "",
    "| Provider | Instance Type | Instance Size | Hourly rate | GPUs | Memory | Architecture |",
    "| -------- | ------------- | ------------- | ----------- | ---- | ------ | ------------ |",
    ...ENDPOINTS.map(
      ([cloud, type, size, price, gpus, memory, name]) =>
        `| ${cloud} | ${type} | ${size} | $${round(price * times(`${cloud}/${type}-${size}`))} | ${gpus} | ${memory} | ${name} |`,
    ),
  ].join("\n"),
];

const AWS = [
  ["p5.48xlarge", 55.04],
  ["p5.4xlarge", 6.88],
  ["p5en.48xlarge", 63.296],
  ["p4d.24xlarge", 21.957642],
  ["p4de.24xlarge", 27.44705],
  ["p6-b200.48xlarge", 113.9328],
  ["g5.xlarge", 1.006],
  ["g5.12xlarge", 5.672],
  ["g6.xlarge", 0.8048],
  ["g6e.xlarge", 1.861],
  ["g6e.48xlarge", 30.13118],
  ["g4dn.xlarge", 0.526],
] as const;

const aws = (times: Times) =>
  ["US East (N. Virginia)", "US West (Oregon)", "EU (Frankfurt)"].map((location, at) =>
    json({
      manifest: { serviceId: "ec2", hawkFilePublicationDate: "2026-09-26T00:12:00Z" },
      regions: {
        [location]: Object.fromEntries(
          [...AWS, ["m7i.large", 0.1008] as const, ["g9.xlarge", 2] as const].map(
            ([name, price], row) => [
              `RATE${at}${row}`,
              {
                rateCode: `RATE${at}${row}`,
                price: (price * (1 + at / 10) * times(`${name} ${location}`)).toFixed(10),
                "Instance Type": name,
                vCPU: "8",
                Memory: "32 GiB",
              },
            ],
          ),
        ),
      },
    }),
  );

const awsSpot = (times: Times) => [
  json({
    vers: 0.01,
    config: {
      rate: "perhr",
      valueColumns: ["linux", "mswin"],
      currencies: ["USD"],
      regions: ["us-east", "us-west-2", "ap-tokyo"].map((region) => ({
        region,
        instanceTypes: [
          {
            type: "gpuInstances",
            sizes: AWS.map(([size, price]) => ({
              size,
              valueColumns: [
                {
                  name: "linux",
                  prices: {
                    USD:
                      size === "g4dn.xlarge" && region === "us-west-2"
                        ? "N/A*"
                        : (price * 0.45 * times(`${size} ${region}`)).toFixed(4),
                  },
                },
                { name: "mswin", prices: { USD: "9.9999" } },
              ],
            })),
          },
        ],
      })),
    },
  }),
];

const AZURE = [
  ["Standard_NC24ads_A100_v4", 3.673],
  ["Standard_ND96amsr_A100_v4", 32.77],
  ["Standard_NC40ads_H100_v5", 6.98],
  ["Standard_ND96isr_H100_v5", 98.32],
  ["Standard_ND96isr_H200_v5", 110.24],
  ["Standard_NC4as_T4_v3", 0.526],
  ["Standard_NV36ads_A10_v5", 3.2],
  ["Standard_NC6s_v3", 3.06],
] as const;

const azureItem = (
  region: string,
  sku: string,
  price: number,
  rest: Record<string, string> = {},
) => ({
  currencyCode: "USD",
  tierMinimumUnits: 0,
  retailPrice: price,
  unitPrice: price,
  armRegionName: region,
  location: region,
  effectiveStartDate: "2026-01-01T00:00:00Z",
  meterName: sku.replace("Standard_", ""),
  productName: "Virtual Machines NC Series",
  skuName: sku.replace("Standard_", ""),
  serviceName: "Virtual Machines",
  unitOfMeasure: "1 Hour",
  type: "Consumption",
  isPrimaryMeterRegion: true,
  armSkuName: sku,
  ...rest,
});

const azure = (times: Times) =>
  ["eastus", "southcentralus", "westeurope"].map((region, at) =>
    json({
      BillingCurrency: "USD",
      Items: AZURE.flatMap(([sku, price]) => {
        const usd = round(price * (1 + at / 20) * times(`${sku} ${region}`));
        return [
          azureItem(region, sku, usd),
          azureItem(region, sku, round(usd * 0.3), {
            meterName: `${sku} Spot`,
            skuName: `${sku} Spot`,
          }),
          azureItem(region, sku, round(usd * 1.8), {
            productName: "Virtual Machines NC Series Windows",
          }),
          azureItem(region, sku, round(usd * 0.2), { meterName: `${sku} Low Priority` }),
        ];
      }),
      NextPageLink: null,
      Count: AZURE.length * 4,
    }),
  );

const METERS = [
  ["gpt-4.1-mini-ft trng glbl Tokens", "1K", 0.005],
  ["gpt-4.1-ft trng glbl Tokens", "1K", 0.025],
  ["4o-mini-0718-ft training Tokens", "1M", 3],
  ["o4 mini 0416 ft training", "1 Hour", 100],
] as const;

const azureOpenai = (times: Times) => [
  json({
    BillingCurrency: "USD",
    Items: [
      ...METERS.map(([meterName, unitOfMeasure, price]) => ({
        ...azureItem("eastus2", "", round(price * times(meterName))),
        serviceName: "Foundry Models",
        meterName,
        unitOfMeasure,
      })),
      {
        ...azureItem("eastus2", "", 1.7),
        serviceName: "Foundry Models",
        meterName: "gpt-4.1 ft Deployment Hosting Unit",
        unitOfMeasure: "1 Hour",
      },
    ],
    NextPageLink: null,
    Count: 5,
  }),
];

const GCP = [
  ["a2-highgpu-1g", 3.673385, 1.92802],
  ["a2-highgpu-8g", 29.38708, 15.42416],
  ["a2-ultragpu-1g", 5.06879789, 2.7595463],
  ["a3-highgpu-8g", 88.49, 50.60954],
  ["g2-standard-4", 0.706832255, 0.397336],
  ["g2-standard-48", 4.001665, 2.249632],
  ["g4-standard-48", 4.49993, 1.79982],
  ["g4-standard-6", 0.559556, 0.2238035],
] as const;
const GCP_REGIONS = ["us-central1", "europe-west4", "africa-south1"];

const gcp = (times: Times) => [
  [
    '"name","region","zoneCount","hour","hourSpot","month"',
    ...GCP_REGIONS.flatMap((region) =>
      [...GCP, ["n2-standard-2", 0.097, 0.02] as const].map(
        ([name, price, spot]) =>
          `"${name}","${region}",3,${round(price * times(`${name} ${region}`))},${round(spot * times(`spot ${name} ${region}`))},${round(price * 730)}`,
      ),
    ),
    "",
  ].join("\n"),
];

const gcpMirror = (times: Times) => [
  json({
    prices: Object.fromEntries(
      GCP_REGIONS.map((region) => [
        region,
        {
          on_demand: Object.fromEntries(
            GCP.map(([name, price]) => [name, round(price * times(`${name} ${region}`))]),
          ),
          spot: Object.fromEntries(
            GCP.map(([name, , spot]) => [name, round(spot * times(`spot ${name} ${region}`))]),
          ),
        },
      ]),
    ),
  }),
];

const OCI = [
  ["BM.GPU.H100.8", 8, "B98415", 10],
  ["BM.GPU.H200.8", 8, "B110519", 10],
  ["BM.GPU4.8", 8, "B92740", 3.05],
  ["BM.GPU.A100-v2.8", 8, "B95907", 4],
  ["VM.GPU.A10.1", 1, "B95909", 2],
  ["BM.GPU.L40S.4", 4, "B109479", 3.5],
] as const;

const oci = (times: Times) => [
  json({
    items: [
      ...OCI.map(([name, gpuQty, partNumber]) => ({
        name,
        hidden: false,
        status: "ACTIVE",
        allowPreemptible: name === "VM.GPU.A10.1",
        gpuQty,
        gpuMemoryQty: 80,
        products: [{ partNumber, qty: gpuQty, type: { value: "gpu" } }],
      })),
      {
        name: "BM.Standard.E4.128",
        hidden: false,
        gpuQty: null,
        products: [{ partNumber: "B93113", qty: 128, type: { value: "ocpu" } }],
      },
    ],
  }),
  json({
    items: OCI.map(([name, , partNumber, price]) => ({
      partNumber,
      displayName: name,
      currencyCodeLocalizations: [
        {
          currencyCode: "USD",
          prices: [{ model: "PAY_AS_YOU_GO", value: round(price * times(name)) }],
        },
      ],
    })),
  }),
];

const LAMBDA = [
  ["gpu_1x_h100_sxm5", "1x H100 (80 GB SXM5)", 399],
  ["gpu_8x_h100_sxm5", "8x H100 (80 GB SXM5)", 2792],
  ["gpu_8x_b200_sxm6", "8x B200 (180 GB SXM6)", 5032],
  ["gpu_1x_gh200", "1x GH200 (96 GB)", 229],
  ["gpu_1x_a10", "1x A10 (24 GB PCIe)", 129],
  ["gpu_8x_a100_80gb_sxm4", "8x A100 (80 GB SXM4)", 2232],
] as const;

const lambda = (times: Times) => [
  json({
    data: Object.fromEntries(
      LAMBDA.map(([name, description, cents]) => [
        name,
        {
          instance_type: {
            name,
            description,
            price_cents_per_hour: Math.round(cents * times(name)),
            specs: { vcpus: 26 },
          },
          regions_with_capacity_available: name.includes("8x") ? [] : [{ name: "us-east-1" }],
        },
      ]),
    ),
  }),
];

const digitalocean = (times: Times) => [
  json({
    sizes: [
      { slug: "s-1vcpu-512mb-10gb", price_hourly: 0.00595, regions: ["ams3"], available: true },
      ...(
        [
          ["gpu-h100x8-640gb", 8, 640, "nvidia_h100", 23.92],
          ["gpu-h100x1-80gb", 1, 80, "nvidia_h100", 3.39],
          ["gpu-mi300x8-1536gb", 8, 1536, "amd_mi300x", 15.92],
          ["gpu-l40sx1-48gb", 1, 48, "nvidia_l40s", 1.57],
        ] as const
      ).map(([slug, count, memory, model, price]) => ({
        slug,
        price_hourly: round(price * times(slug)),
        regions: ["nyc1"],
        available: true,
        gpu_info: { count, vram: { amount: memory, unit: "gib" }, model },
      })),
    ],
    links: {},
    meta: { total: 5 },
  }),
];

const primeIntellect = (times: Times) => [
  json({
    items: (
      [
        ["H100_80GB", "SXM5", 8, 80, 18.4],
        ["A100_80GB", "SXM4", 1, 80, 1.29],
        ["RTX4090_24GB", "PCIe", 1, 24, 0.44],
        ["H200_141GB", "SXM5", 8, 141, 26],
      ] as const
    ).map(([gpuType, socket, gpuCount, gpuMemory, price]) => ({
      cloudId: `${gpuCount}x${gpuType}`,
      gpuType,
      socket,
      provider: "hyperstack",
      region: "canada",
      gpuCount,
      gpuMemory,
      stockStatus: "Available",
      isSpot: false,
      prices: { onDemand: round(price * times(gpuType)), communityPrice: null, currency: "USD" },
    })),
    totalCount: 4,
  }),
];

const together = (times: Times) => [
  json(
    (
      [
        ["meta-llama/Llama-3.3-70B-Instruct-Turbo", 0.88, 0.88, 2.9],
        ["Qwen/Qwen3-8B", 0.2, 0.2, 0.48],
        ["openai/gpt-oss-20b", 0.05, 0.2, 1.5],
        ["deepseek-ai/DeepSeek-V3.1", 0.6, 1.7, 0],
      ] as const
    ).map(([id, input, output, finetune]) => ({
      id,
      type: "chat",
      pricing: {
        hourly: 0,
        input,
        output: round(output * times(id)),
        base: 0,
        finetune: round(finetune * times(`tuning ${id}`)),
      },
    })),
  ),
];

const shadeform = (times: Times) => [
  json({
    instance_types: (
      [
        ["hyperstack", "H100", 1, 80, 190],
        ["hyperstack", "A100_80G", 1, 80, 135],
        ["datacrunch", "H200", 8, 141, 2550],
        ["lambdalabs", "H100_SXM5", 8, 80, 2392],
        ["massedcompute", "RTX6000Ada", 1, 48, 79],
        ["denvr", "A100_80G", 8, 80, 1240],
      ] as const
    ).map(([cloud, gpu, count, memory, cents]) => ({
      id: `${cloud}_${gpu}`,
      cloud,
      shade_instance_type: `${gpu}x${count}`,
      cloud_instance_type: `${gpu}-${count}`,
      configuration: {
        gpu_type: gpu,
        num_gpus: count,
        vram_per_gpu_in_gb: memory,
        interconnect: "pcie",
        memory_in_gb: 180,
        vcpus: 28,
      },
      hourly_price: Math.round(cents * times(`${cloud} ${gpu}`)),
      availability: [{ region: "canada-1", available: true }],
    })),
  }),
];

const TINKER = [
  ["Qwen/Qwen3-8B", "$0.13", 0.4],
  ["Qwen/Qwen3.5-9B", "$0.44", 1.33],
  ["moonshotai/Kimi-K2.6", "$1.47", 4.4],
  ["moonshotai/Kimi-K2.6:peft:131072", "$5.15", 15.4],
  ["openai/gpt-oss-20b", "$0.12", 0.36],
] as const;

const tinker = (times: Times) => [
  json(
    TINKER.map(([id, prefill, train]) => ({
      name: id,
      tinker_id: id,
      type: "Hybrid",
      arch: "Dense",
      context: "32K",
      prefill,
      sample: `$${round(train * times(id)).toFixed(2)}`,
      train: `$${round(train * times(id)).toFixed(2)}`,
    })),
  ),
];

const fireworks = (times: Times) => [
  [
    "# Cost estimator",
    "",
    "```jsx",
    `export const bands = [${(
      [
        [16e9, 0.5],
        [80e9, 3],
        [300e9, 6],
        [null, 10],
      ] as const
    )
      .map(
        ([most, price]) =>
          `{ maxParams: ${most}, sft: ${round(price * times(`band ${most}`))}, dpo: ${round(2 * price * times(`band ${most}`))} }`,
      )
      .join(", ")}];`,
    "```",
  ].join("\n"),
];

const OPENAI = [
  ["gpt-4.1-2025-04-14", 25, 3, 0.75, 12],
  ["gpt-4.1-mini-2025-04-14", 5, 0.8, 0.2, 3.2],
  ["gpt-4.1-nano-2025-04-14", 1.5, 0.2, 0.05, 0.8],
  ["gpt-4o-2024-08-06", 25, 3.75, 1.875, 15],
] as const;

const openai = (times: Times) => [
  [
    "# Pricing",
    "## Flagship models",
    "| Model | Input | Output |",
    "| --- | --- | --- |",
    "| gpt-5.5 | $5.00 | $30.00 |",
    "## Fine-tuning",
    "Fine-tuning is being wound down.",
    "| Model | Training | Input | Cached input | Output |",
    "| --- | --- | --- | --- | --- |",
    `| o4-mini-2025-04-16 | $${round(100 * times("o4-mini"))} / hour | $4.00 | $1.00 | $16.00 |`,
    ...OPENAI.map(
      ([model, training, input, cached, output]) =>
        `| ${model} | $${round(training * times(model))} | $${input} | $${cached} | $${round(output * times(`out ${model}`))} |`,
    ),
    "## Tools",
    "| Tool | Price |",
    "| --- | --- |",
    "| Web search | $10.00 |",
  ].join("\n"),
];

const bedrock = (times: Times) =>
  [
    [
      "USE1",
      [
        ["Nova2.0Lite", 0.00378],
        ["NovaMicro", 0.001],
      ],
    ],
    [
      "USW2",
      [
        ["Llama3-3-70B", 0.00799],
        ["Titan-Image", 0.005],
      ],
    ],
  ].map(([region, rows]) => {
    const models = rows as [string, number][];
    return json({
      formatVersion: "v1.0",
      publicationDate: "2026-08-01T00:00:00Z",
      products: Object.fromEntries(
        models.map(([model], at) => [
          `SKU${region as string}${at}`,
          {
            sku: `SKU${region as string}${at}`,
            productFamily: "Amazon Bedrock",
            attributes: { usagetype: `${region as string}-${model}-Customization-Training` },
          },
        ]),
      ),
      terms: {
        OnDemand: Object.fromEntries(
          models.map(([model, price], at) => [
            `SKU${region as string}${at}`,
            {
              [`SKU${region as string}${at}.T`]: {
                sku: `SKU${region as string}${at}`,
                priceDimensions: {
                  [`SKU${region as string}${at}.T.R`]: {
                    unit: "1K tokens",
                    description: model,
                    pricePerUnit: { USD: (price * times(model)).toFixed(10) },
                  },
                },
              },
            },
          ]),
        ),
      },
    });
  });

const openrouter = (times: Times) => [
  json({
    data: (
      [
        ["qwen/qwen3-8b", 0.05, 0.4],
        ["meta-llama/llama-3.3-70b-instruct", 0.1, 0.32],
        ["deepseek/deepseek-v4-flash", 0.14, 0.28],
        ["acme/roleplay", 1, 2],
      ] as const
    ).map(([id, input, output]) => ({
      id,
      canonical_slug: id,
      hugging_face_id: id,
      description: 'A model {of} some "kind".',
      pricing: {
        prompt: (input / 1e6).toFixed(9),
        completion: ((output * times(id)) / 1e6).toFixed(9),
      },
    })),
  }),
];

const litellm = (times: Times) => [
  json({
    sample_spec: { input_cost_per_token: 0, litellm_provider: "one of https://docs" },
    ...Object.fromEntries(
      (
        [
          ["gpt-4o", 2.5, 10],
          ["gpt-4.1-mini", 0.4, 1.6],
          ["gpt-5", 1.25, 10],
          ["gemini-2.5-flash", 0.3, 2.5],
          ["ft:gpt-4o-2024-08-06", 3.75, 15],
        ] as const
      ).map(([key, input, output]) => [
        key,
        {
          input_cost_per_token: input / 1e6,
          output_cost_per_token: (output * times(key)) / 1e6,
          litellm_provider: "openai",
          mode: "chat",
          search_context_cost_per_query: { low: 0.01 },
        },
      ]),
    ),
  }),
];

const gputable = (times: Times) => [
  json({
    data: (
      [
        ["H100 SXM", 80, "CoreWeave", 8, 6.155, "on_demand"],
        ["H100 SXM", 80, "Lambda", 1, 3.99, "on_demand"],
        ["B200", 180, "Nebius", 8, 7.15, "on_demand"],
        ["A100 80GB SXM", 80, "Crusoe", 1, 1.95, "on_demand"],
        ["A100 80GB SXM", 80, "Crusoe", 1, 1.3, "spot"],
        ["H100 SXM", 80, "RunPod", 1, 2.79, "on_demand"],
      ] as const
    ).map(([gpu, vram, provider, count, price, pricing]) => ({
      gpu,
      vram_gb: vram,
      architecture: "Hopper",
      provider,
      gpu_count: count,
      price_per_hour_usd: round(price * times(`${provider} ${gpu} ${pricing}`)),
      pricing_type: pricing,
      commitment_months: null,
      available: true,
      source_url: `https://${provider.toLowerCase()}.example/pricing?ref=1`,
    })),
  }),
];

/** Bodies in the order of the source's requests. */
export const PAYLOADS: Record<string, (times: Times) => string[]> = {
  runpod,
  "vast-ai": vast,
  verda,
  vultr,
  "huggingface-jobs": huggingfaceJobs,
  "huggingface-endpoints": huggingfaceEndpoints,
  aws,
  "aws-spot": awsSpot,
  azure,
  "azure-openai": azureOpenai,
  gcp,
  "gcp-mirror": gcpMirror,
  oci,
  lambda,
  digitalocean,
  "prime-intellect": primeIntellect,
  together,
  shadeform,
  tinker,
  fireworks,
  openai,
  "aws-bedrock": bedrock,
  openrouter,
  litellm,
  gputable,
};
