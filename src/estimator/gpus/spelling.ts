/** What a person's spelling of an accelerator says: its family, memory, form and slice. */
export type GpuWords = {
  family: string;
  memoryGb?: number;
  form?: "sxm" | "pcie" | "nvl";
  /** A MIG profile: 1g.10gb. */
  profile?: string;
};

/** Words that name no part. */
const NOISE =
  /\b(nvidia|oam|nvlink|hgx|dgx(?! spark)|quadro(?! rtx)|a?bare metal|geforce|tesla|amd|instinct|radeon|apple|intel|google|aws|cloud|gpus?|graphics|card|accelerators?|tensor core|generation|edition|blackwell|hopper|ampere|lovelace|hbm[23]e?|gddr\d\w*|with|memory|vram|ram|unified|mig|chip|silicon)\b/g;

export const readGpuWords = (text: string): GpuWords => {
  let rest = ` ${text.toLowerCase().slice(0, 100)} `.replace(/[_/,;()]+/g, " ");
  const words: GpuWords = { family: "" };
  const profile = /(\d)g\.(\d+)gb/.exec(rest);
  if (profile !== null) {
    words.profile = `${profile[1]}g.${profile[2]}gb`;
    rest = rest.replace(profile[0], " ");
  }
  const memory = /(?:^|[\s-])(\d{1,4})\s?-?\s?(?:gib|gb|g)\b/.exec(rest);
  if (memory !== null) {
    if (profile === null) words.memoryGb = Number(memory[1]);
    rest = rest.replace(memory[0], " ");
  }
  const form = /(?:[\s-]|\b)(sxm\d?|pci-?e|nvl(?!ink)(?:\d+)?)\b/.exec(rest);
  if (form !== null) {
    words.form = form[1]!.startsWith("sxm") ? "sxm" : form[1]!.startsWith("nvl") ? "nvl" : "pcie";
    rest = rest.replace(form[0], " ");
  }
  words.family = rest.replace(NOISE, " ").replace(/[^a-z0-9+]/g, "");
  if (words.form === "nvl" && words.family.startsWith("g")) delete words.form;
  if (
    /^[ahb]\d00$/.test(words.family) &&
    words.form === undefined &&
    /hbm3|[hd]gx/.test(text.toLowerCase())
  )
    words.form = "sxm";
  return words;
};
