import { findDataset } from "./dataset-sizes.ts";
import { expectedLongest } from "./lengths.ts";
import type { TrainingRun } from "./run.ts";
import type { Or } from "./settle.ts";

/** Real tokens of a text of the kind people fine-tune on, when nobody says: measured of instruction sets 100 to 500. */
const ASSUMED_TOKENS_PER_ROW = 300;
const ASSUMED_ROWS = 10_000;

type Around = { sequenceLength: number; isText: boolean; rowsPerStep: number; or: Or };
type SettledDataset = {
  rows: number;
  /** Stated, or known of the named set; undefined where they follow from tokens or steps, or are assumed. */
  rowsGiven: number | undefined;
  assumesRows: boolean;
  tokens: number | undefined;
  tokensPerRow: number;
  maxTokensPerRow: number;
  lengthsStated: boolean;
};

/** Rows and their lengths, in tokens: stated, known of a public set by its name, or assumed and said so. */
export const settleDataset = (run: TrainingRun, around: Around): SettledDataset => {
  const { sequenceLength, isText, rowsPerStep, or } = around;
  const dataset = run.dataset ?? {};
  const tokens = dataset.tokens ?? undefined;
  const rowsStated = dataset.rows ?? undefined;
  const perRowStated =
    dataset.tokensPerRow ??
    (tokens !== undefined && rowsStated !== undefined
      ? Math.max(1, tokens / rowsStated)
      : undefined);
  const published = dataset.name === undefined ? undefined : findDataset(dataset.name);
  const look = (stated: number | undefined, field: string, size: number | undefined) => {
    if (stated !== undefined || size === undefined || published === undefined) return stated;
    return or(undefined, field, size, published.source);
  };
  const perRow = look(perRowStated, "dataset.tokensPerRow", published?.tokensPerRow);
  const rowsGiven =
    tokens === undefined ? look(rowsStated, "dataset.rows", published?.rows) : rowsStated;
  const tokensPerRow = or(
    perRow,
    "dataset.tokensPerRow",
    isText ? sequenceLength : Math.min(sequenceLength, ASSUMED_TOKENS_PER_ROW),
    "no lengths given: a typical row of instruction data is taken",
  );
  const assumesRows = rowsGiven === undefined && tokens === undefined && run.maxSteps == null;
  const rows =
    rowsGiven ??
    (tokens !== undefined
      ? or(
          undefined,
          "dataset.rows",
          Math.max(1, Math.round(tokens / tokensPerRow)),
          "its tokens, divided by those of a row",
        )
      : run.maxSteps != null
        ? run.maxSteps * rowsPerStep
        : or(undefined, "dataset.rows", ASSUMED_ROWS, "no size of the dataset given"));
  const lengthsStated = perRow !== undefined;
  const maxTokensPerRow = Math.max(
    1,
    Math.min(
      sequenceLength,
      dataset.maxTokensPerRow ??
        (lengthsStated ? expectedLongest(tokensPerRow, rows) : sequenceLength),
    ),
  );
  return { rows, rowsGiven, assumesRows, tokens, tokensPerRow, maxTokensPerRow, lengthsStated };
};
