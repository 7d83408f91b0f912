/** The only place that rounds and turns base units (bytes, seconds, hours, dollars) into words for people. */
import type { Range } from "../estimator/estimate.ts";
import { GIB, SECONDS_PER_HOUR } from "../units.ts";

const formatters = new Map<number, Intl.NumberFormat>();

/** One formatter per number of digits: making one costs 20 microseconds, and a report formats thousands. */
const grouped = (value: number, digits: number): string => {
  let formatter = formatters.get(digits);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formatters.set(digits, formatter);
  }
  return formatter.format(value);
};

/** Dollars: cents below $100, whole dollars above; `<$0.01` rather than a zero that is none. */
export const usd = (value: number): string => {
  if (!Number.isFinite(value)) return "unknown";
  const sign = value < 0 ? "-" : "";
  const size = Math.abs(value);
  if (size > 0 && size < 0.005) return `${sign}<$0.01`;
  return `${sign}$${grouped(size, size < 99.995 ? 2 : 0)}`;
};

/** A difference: always with its sign; `no change` when nothing a person would see. */
export const usdDifference = (value: number): string => {
  if (Math.abs(value) < 0.005) return "no change";
  return value > 0 ? `+${usd(value)}` : usd(value);
};

const between = (range: Range, inWords: (value: number) => string): string => {
  const [low, high] = [inWords(range.low), inWords(range.high)];
  return low === high ? low : `${low} to ${high}`;
};

export const usdRange = (range: Range): string => between(range, usd);

/** Hourly prices keep cents at any size. */
export const usdPerHour = (value: number): string => `$${grouped(value, 2)}/h`;

/** GPU memory in GiB, as nvidia-smi and torch count it. */
export const gib = (bytes: number): string => {
  const value = bytes / GIB;
  return `${grouped(value, value < 10 ? 1 : 0)} GiB`;
};

export const gibRange = (range: Range): string =>
  `${gib(range.low).replace(" GiB", "")} to ${gib(range.high)}`;

/** Hours as people say them: minutes under one and a half hours, days from 72 hours on. */
export const hours = (value: number): string => {
  if (!Number.isFinite(value)) return "unknown";
  if (value < 1 / 60) return "under a minute";
  if (value < 1.5) return `${Math.round(value * 60)} min`;
  if (value < 72) return `${grouped(value, value < 10 ? 1 : 0)} h`;
  return `${grouped(value / 24, 1)} days`;
};

export const hoursRange = (range: Range): string => between(range, hours);

export const seconds = (value: number): string =>
  value < 90 ? `${grouped(value, value < 10 ? 2 : 0)} s` : hours(value / SECONDS_PER_HOUR);

const SCALES: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

/** Counts with k, M, B, T: `50k rows`, `8.03B parameters`. */
export const count = (value: number): string => {
  for (const [scale, suffix] of SCALES) {
    if (Math.abs(value) < scale * 0.9995) continue;
    return `${Number((value / scale).toPrecision(3))}${suffix}`;
  }
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
};

export const percent = (share: number): string =>
  `${grouped(share * 100, Math.abs(share) < 0.1 ? 1 : 0)} %`;

/** `9x`, `1.5x`: how many times `before` is `after`; empty when either is not positive. */
export const times = (before: number, after: number): string =>
  before > 0 && after > 0 ? `${Number((after / before).toPrecision(2))}x` : "";

/** ISO date of an ISO date-time. */
export const date = (iso: string): string => iso.slice(0, 10);

const PROVIDERS: Readonly<Record<string, string>> = {
  aws: "AWS",
  "aws-bedrock": "AWS Bedrock",
  azure: "Azure",
  "azure-openai": "Azure OpenAI",
  gcp: "Google Cloud",
  "google-vertex": "Google Vertex AI",
  oci: "Oracle Cloud",
  runpod: "RunPod",
  lambda: "Lambda",
  "vast-ai": "Vast.ai",
  verda: "Verda",
  vultr: "Vultr",
  together: "Together AI",
  openai: "OpenAI",
  openpipe: "OpenPipe",
  fireworks: "Fireworks AI",
  "huggingface-jobs": "Hugging Face Jobs",
  "huggingface-endpoints": "Hugging Face Endpoints",
  cohere: "Cohere",
  anthropic: "Anthropic",
  shadeform: "Shadeform",
  digitalocean: "DigitalOcean",
  modal: "Modal",
  coreweave: "CoreWeave",
  nebius: "Nebius",
  crusoe: "Crusoe",
  tensordock: "TensorDock",
  tinker: "Tinker",
  mistral: "Mistral AI",
  hyperstack: "Hyperstack",
  cudo: "CUDO Compute",
  "jarvis-labs": "JarvisLabs",
  "thunder-compute": "Thunder Compute",
  "genesis-cloud": "Genesis Cloud",
  "e2e-networks": "E2E Networks",
  "packet-ai": "packet.ai",
  akash: "Akash",
  salad: "Salad",
  dataoorts: "Dataoorts",
  novita: "Novita AI",
  spheron: "Spheron",
  gpuhub: "GPUhub",
  qubrid: "Qubrid",
  ori: "Ori",
  "prime-intellect": "Prime Intellect",
  own: "your own machine",
};

/** A provider as it writes itself. */
export const provider = (id: string): string => PROVIDERS[id.toLowerCase()] ?? id;

/** `8x H100-80GB-SXM` */
export const machine = (gpu: string, gpuCount: number): string => `${gpuCount}x ${gpu}`;
