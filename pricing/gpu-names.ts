/**
 * The names that price feeds give to GPUs, resolved strictly: a name is known when family, memory and
 * form agree with exactly one canonical id, or with a convention written down here. All else is
 * reported with its reason, never mapped to the nearest.
 */
export const PRICED_GPUS = [
  ..."P40-24GB P100-16GB-PCIe V100-16GB-SXM V100-32GB-SXM V100-16GB-PCIe V100-32GB-PCIe".split(" "),
  ..."T4-16GB A2-16GB A10-24GB A10G-24GB A16-16GB A30-24GB A40-48GB".split(" "),
  ..."A100-40GB-SXM A100-80GB-SXM A100-40GB-PCIe A100-80GB-PCIe A800-80GB-SXM A800-80GB-PCIe".split(
    " ",
  ),
  ..."L4-24GB L20-48GB L40-48GB L40S-48GB H20-96GB-SXM H800-80GB-SXM H800-80GB-PCIe".split(" "),
  ..."H100-80GB-SXM H100-80GB-PCIe H100-94GB-NVL GH200-96GB GH200-144GB".split(" "),
  ..."H200-141GB-SXM H200-141GB-NVL B200-180GB-SXM B300-288GB-SXM GB200-186GB GB300-288GB".split(
    " ",
  ),
  ..."TitanRTX-24GB QuadroRTX6000-24GB QuadroRTX8000-48GB RTX2080Ti-11GB RTX2080Ti-22GB".split(" "),
  ..."RTX2060-6GB RTX2060-12GB RTX2070-8GB RTX2080-8GB RTX3050-8GB RTX3060Ti-8GB".split(" "),
  ..."RTX3060-12GB RTX3070-8GB RTX3070Ti-8GB RTX3080-10GB RTX3080-12GB RTX3080-20GB".split(" "),
  ..."RTX3080Ti-12GB RTX3090-24GB RTX3090Ti-24GB RTX4060-8GB RTX4060Ti-8GB RTX4060Ti-16GB".split(
    " ",
  ),
  ..."RTX4070-12GB RTX4070Super-12GB RTX4070Ti-12GB RTX4070TiSuper-16GB RTX4080-16GB".split(" "),
  ..."RTX4080Super-16GB RTX4090-24GB RTX4090-48GB RTX4090D-24GB RTX5060-8GB".split(" "),
  ..."RTX5060Ti-8GB RTX5060Ti-16GB RTX5070-12GB RTX5070Ti-16GB RTX5080-16GB RTX5090-32GB".split(
    " ",
  ),
  ..."RTXA2000-6GB RTXA2000-12GB RTXA4000-16GB RTXA4500-20GB RTXA5000-24GB RTXA5500-24GB".split(
    " ",
  ),
  ..."RTXA6000-48GB RTX2000Ada-16GB RTX4000Ada-20GB RTX4500Ada-24GB RTX5000Ada-32GB".split(" "),
  ..."RTX5880Ada-48GB RTX6000Ada-48GB RTXPRO4000-24GB RTXPRO4500-32GB RTXPRO5000-48GB".split(" "),
  ..."RTXPRO5000-72GB RTXPRO6000-96GB-WS RTXPRO6000-96GB-MaxQ RTXPRO6000-96GB-Server".split(" "),
  ..."MI100-32GB MI210-64GB MI250-128GB MI250X-128GB MI300A-128GB MI300X-192GB MI308X-192GB".split(
    " ",
  ),
  ..."MI325X-256GB MI350X-288GB MI355X-288GB Gaudi2-96GB Gaudi3-128GB".split(" "),
];

export type NamedGpu = { ok: true; gpu: string; assumed?: string } | { ok: false; reason: string };

/** Feeds round memory (B200 180/192, B300 262..288, T4 14 usable): 13 % keeps 80 and 94 apart. */
const MEMORY_TOLERANCE = 0.13;

/** Spellings whose family differs from ours by more than punctuation. */
const FAMILIES: Record<string, string> = {
  a6000: "rtxa6000",
  a5000: "rtxa5000",
  a4500: "rtxa4500",
  a4000: "rtxa4000",
  "6000ada": "rtx6000ada",
  rtx6000adageneration: "rtx6000ada",
  rtx4000adageneration: "rtx4000ada",
  rtx2000adageneration: "rtx2000ada",
  rtx5000adageneration: "rtx5000ada",
  rtx4000sffada: "rtx4000sffada",
  rtx6000pro: "rtxpro6000",
  rtxproa6000: "rtxpro6000",
  rtxproserver6000: "rtxpro6000",
  titanrtx: "titanrtx",
  mi300: "mi300x",
  "4090": "rtx4090",
  "3090": "rtx3090",
  "5090": "rtx5090",
};

/** The form meant where a feed names none. A cloud's "RTX PRO 6000" is the passive Server Edition. */
const USUAL_FORM: Record<string, string> = { rtxpro6000: "Server", p100: "PCIe" };

const byFamily = new Map<string, { id: string; gigabytes: number; form: string }[]>();
for (const id of PRICED_GPUS) {
  const [family = "", gigabytes = "", form = ""] = id.split("-");
  const key = family.toLowerCase();
  const row = { id, gigabytes: Number.parseFloat(gigabytes), form };
  byFamily.set(key, [...(byFamily.get(key) ?? []), row]);
}

const FORMS: [RegExp, string][] = [
  [/\bsxm[2-6]?\b|\bhgx\b|\bhbm3e?\b/, "SXM"],
  [/\bpci-?e\b/, "PCIe"],
  [/\bnvl\b/, "NVL"],
  [/\bmax-?q\b/, "MaxQ"],
  [/\b(se|server|server edition|bse)\b/, "Server"],
  [/\b(we|ws|workstation|workstation edition)\b/, "WS"],
];

const VENDOR =
  /\b(nvidia|geforce|tesla|amd|instinct|intel|habana|gpu|oam|ac|blackwell|ampere|hopper|nvlink|cc|edition|generation|nvl72|nvl4|accelerator|sxm[2-6]?|hgx|hbm3e?|hbm2e?|pci-?e|nvl|max-?q|se|server|bse|we|ws|workstation)\b/g;

/** Family, form and memory as they stand in one name. */
const readName = (written: string) => {
  const text = written
    .toLowerCase()
    .replaceAll(/[_/,()]+/g, " ")
    .replaceAll(/(\d)-(?=\d|sxm|pci)/g, "$1 ");
  const spaced = text
    .replaceAll(/-(?=sxm|pci|nvl|\d+ ?g)/g, " ")
    .replaceAll(/\b(\d+) ?gi?b?\b/g, " $1gb ");
  const memory = /\b(\d{1,3})gb\b/.exec(spaced);
  const form = FORMS.find(([pattern]) => pattern.test(spaced))?.[1];
  const family = spaced
    .replaceAll(/\b\d{1,3}gb\b/g, " ")
    .replaceAll(VENDOR, " ")
    .replaceAll(/[^a-z0-9]+/g, "");
  return {
    family: FAMILIES[family] ?? family,
    form,
    gigabytes: memory ? Number(memory[1]) : undefined,
    nvlink: /\bnvlink\b/.test(spaced),
  };
};

/**
 * The canonical id of what a feed calls a GPU. `gigabytesPerGpu` is the feed's own field, when it has
 * one; it must agree with the name.
 */
export const nameGpu = (written: string, gigabytesPerGpu?: number): NamedGpu => {
  const name = written.trim().slice(0, 120);
  if (PRICED_GPUS.includes(name)) return { ok: true, gpu: name };
  if (/\bmig\b|\b[1-7]g[.-]\d+gb|vgpu|fraction/i.test(name))
    return { ok: false, reason: `${name} is a slice of a GPU` };
  const read = readName(name);
  const known = byFamily.get(read.family);
  if (known === undefined) return { ok: false, reason: `unknown GPU "${name}"` };
  const sizes = [read.gigabytes, gigabytesPerGpu].filter((size) => size !== undefined && size > 0);
  const fitting = known.filter((row) =>
    sizes.every((size) => Math.abs(row.gigabytes - size!) <= MEMORY_TOLERANCE * row.gigabytes),
  );
  if (fitting.length === 0)
    return {
      ok: false,
      reason: `${name} with ${sizes.join(" and ")} GB is no whole GPU that we know`,
    };
  const gigabytes = new Set(fitting.map((row) => row.gigabytes));
  const form = read.form;
  const shaped = form === undefined ? fitting : fitting.filter((row) => row.form === form);
  if (shaped.length === 0 && fitting.length === 1 && fitting[0]!.form === "")
    return { ok: true, gpu: fitting[0]!.id };
  if (shaped.length === 0) return { ok: false, reason: `no ${form} of ${name} is known` };
  if (shaped.length === 1) return { ok: true, gpu: shaped[0]!.id };
  if (
    gigabytes.size > 1 &&
    new Set(shaped.map((row) => row.gigabytes)).size > 1 &&
    sizes.length === 0
  )
    return openMemory(name, shaped);
  if (read.nvlink)
    return { ok: false, reason: `${name}: NVLink does not tell SXM from bridged PCIe` };
  const usual = shaped.find((row) => row.form === (USUAL_FORM[read.family] ?? "SXM"));
  if (usual === undefined)
    return { ok: false, reason: `${name} is ambiguous: ${shaped.map((row) => row.id).join(", ")}` };
  return { ok: true, gpu: usual.id, assumed: `the feed says "${name}"; taken as ${usual.id}` };
};

/** A bare H100 is the 80 GB SXM by everyone's convention; a bare A100, V100 or RTX 3080 may be either size. */
const openMemory = (
  name: string,
  rows: { id: string; gigabytes: number; form: string }[],
): NamedGpu => {
  const h100 = rows.find((row) => row.id === "H100-80GB-SXM");
  if (h100)
    return { ok: true, gpu: h100.id, assumed: `the feed says "${name}"; taken as ${h100.id}` };
  const gh200 = rows.find((row) => row.id === "GH200-96GB");
  if (gh200)
    return { ok: true, gpu: gh200.id, assumed: `the feed says "${name}"; taken as ${gh200.id}` };
  return {
    ok: false,
    reason: `${name} comes in ${rows.map((row) => row.id).join(", ")}: the feed does not say which`,
  };
};
