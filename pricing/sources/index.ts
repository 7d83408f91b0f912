/**
 * Every source, in order of asking: the providers' own feeds, then second hand. Adding a provider is one
 * file, one line here and a fixture (test/fixtures/prices).
 */
import { aws } from "./aws.ts";
import { awsSpot } from "./aws-spot.ts";
import { azure } from "./azure.ts";
import { azureOpenai } from "./azure-openai.ts";
import { bedrock } from "./bedrock.ts";
import { fireworks } from "./fireworks.ts";
import { gcp } from "./gcp.ts";
import { gcpMirror } from "./gcp-mirror.ts";
import { gputable } from "./gputable.ts";
import { huggingfaceEndpoints, huggingfaceJobs } from "./huggingface.ts";
import { digitalocean, lambda, primeIntellect, together } from "./keyed.ts";
import { oci } from "./oci.ts";
import { openai } from "./openai.ts";
import { runpod } from "./runpod.ts";
import { shadeform } from "./shadeform.ts";
import type { PriceSource } from "./source.ts";
import { tinker } from "./tinker.ts";
import { litellm, openrouter } from "./token-prices.ts";
import { vast } from "./vast.ts";
import { verda } from "./verda.ts";
import { vultr } from "./vultr.ts";

export const SOURCES: readonly PriceSource[] = [
  runpod,
  vast,
  verda,
  vultr,
  huggingfaceJobs,
  huggingfaceEndpoints,
  aws,
  awsSpot,
  azure,
  azureOpenai,
  gcp,
  oci,
  lambda,
  digitalocean,
  primeIntellect,
  together,
  shadeform,
  tinker,
  fireworks,
  openai,
  bedrock,
  openrouter,
  litellm,
  gcpMirror,
  gputable,
];
