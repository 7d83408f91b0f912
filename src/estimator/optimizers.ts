/**
 * Optimizers by what they keep and move for one trained number. AdamW keeps two moments (Loshchilov & Hutter
 * 2019); 8-bit ones one byte each with a scale per 256 (Dettmers et al. 2022); Adafactor one row and column;
 * Lion and SGD with momentum one moment; Muon one momentum for matrices; Adam-mini one moment and a mean.
 * `temporaries`: parameter-sized tensors that the step makes besides: one for the foreach implementation
 * (the square root of the second moment), none for fused kernels and those that go tensor by tensor.
 */
export type Optimizer = {
  id: string;
  /** Bytes per trained number, when the moments have their own width. */
  stateBytes?: number;
  /** Moments in the width of the trained weights. */
  moments: number;
  temporaries: number;
  /** States live in paged memory that the driver may move to the host. */
  paged: boolean;
  known: boolean;
};

const row = (id: string, moments: number, temporaries: number, stateBytes?: number): Optimizer => ({
  id,
  moments,
  temporaries,
  paged: false,
  known: true,
  ...(stateBytes === undefined ? {} : { stateBytes }),
});

/** Bytes of two 8-bit moments with their fp32 scale per 256. */
const EIGHT_BIT_ADAM = 2 * (1 + 4 / 256);

export const findOptimizer = (written: string): Optimizer => {
  const word = written
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_")
    .slice(0, 100);
  const paged = word.includes("paged");
  const eight = /8_?bit|bnb_8/.test(word);
  const four = /4_?bit/.test(word);
  if (/adafactor/.test(word)) return row("adafactor", 0, 1, 0.02);
  if (/adam_?mini/.test(word)) return row("adam_mini", 1, 1);
  if (/apollo|galore/.test(word)) return row(word, 2, 0, eight ? EIGHT_BIT_ADAM : undefined);
  if (/lora_?fa/.test(word)) return row("lora_fa", 2, 1);
  if (/lomo/.test(word)) return row("adalomo", 0, 0, 0.02);
  if (/muon/.test(word)) return row("muon", 1, 1);
  if (/lion/.test(word))
    return {
      ...row(eight ? "lion_8bit" : "lion_32bit", 1, 0, eight ? 1 + 4 / 256 : undefined),
      paged,
    };
  if (/sgd/.test(word)) return row("sgd", /momentum|nesterov/.test(word) ? 1 : 0, 0);
  if (/rmsprop|adagrad/.test(word)) return row(word, 1, 1);
  // AdEMAMix keeps a second, slower first moment (Pagliardini et al. 2024).
  if (/ademamix/.test(word))
    return { ...row(word, 3, eight ? 0 : 1, eight ? 3 * (1 + 4 / 256) : undefined), paged };
  if (/adamw?|lamb|decoupled|stable|schedule/.test(word)) {
    if (four) return { ...row("adamw_4bit", 2, 0, 2 * (0.5 + 4 / 128)), paged };
    if (eight)
      return { ...row(paged ? "paged_adamw_8bit" : "adamw_8bit", 2, 0, EIGHT_BIT_ADAM), paged };
    if (/bnb|paged/.test(word))
      return { ...row(paged ? "paged_adamw_32bit" : "adamw_bnb_32bit", 2, 0), paged };
    if (/fused|apex|deepspeed|distributed|cpu/.test(word)) return row("adamw_torch_fused", 2, 0);
    return row("adamw_torch", 2, 1);
  }
  return { ...row("adamw_torch", 2, 1), known: false };
};
