/** Modals: the details of an estimate, and words. */
import type { Estimate } from "../../src/estimator/index.ts";
import { shortened } from "./blocks/estimate.ts";
import { byWeight, fieldName } from "./blocks/field-names.ts";
import { report, type Row } from "../../src/report/index.ts";
import {
  type Block,
  context,
  divider,
  escape,
  inert,
  lines,
  modalTitle,
  section,
} from "./blocks/elements.ts";

export type View = Record<string, unknown> & { type: "modal"; blocks: Block[] };

const MAX_VIEW_BLOCKS = 100;
const MAX_PLACES = 15;

export const modal = (
  title: string,
  blocks: readonly Block[],
  extra: Record<string, unknown> = {},
): View => ({
  type: "modal",
  title: modalTitle(title),
  close: { type: "plain_text", text: "Close" },
  blocks: blocks.slice(0, MAX_VIEW_BLOCKS),
  ...extra,
});

const rows = (title: string, all: readonly Row[]): Block[] =>
  all.length === 0
    ? []
    : lines([
        `*${title}*`,
        ...all.map(
          ({ label, value, note }) =>
            `${inert(label)}: *${inert(value)}*${note === undefined ? "" : `  ${inert(note)}`}`,
        ),
      ]);

export const loadingView = (): View => modal("Details", [section("Working on it …")]);
export const wordsView = (title: string, text: string): View =>
  modal(title, [section(inert(text))]);

export const detailsView = (estimate: Estimate): View => {
  const made = report(shortened(estimate));
  const places = [...made.places, ...made.managed].slice(0, MAX_PLACES);
  const placeLines = lines([
    "*Where it can run*",
    ...places.map((place) =>
      inert(
        `${place.where}, ${place.machine}: ${place.usd} (${place.usdRange}), ${place.hours}, ${place.price}, ${place.fits}; ${place.source}`,
      ),
    ),
  ]);
  return modal("Details", [
    section(`*${escape(made.headline)}*\n${escape(made.subject)}`),
    ...rows("Figures", made.figures),
    ...rows("Memory at the peak, per GPU", made.memoryParts),
    divider,
    ...rows("The whole bill", made.bill),
    ...rows("Cheaper ways", made.advice),
    ...rows(
      "Assumed",
      byWeight(made.assumptions).map((row) => ({ ...row, label: fieldName(row.label) })),
    ),
    ...(made.narrowBy.length === 0
      ? []
      : lines([
          "*To narrow the range, state*",
          ...made.narrowBy.map((one) => `• ${inert(fieldName(one))}`),
        ])),
    ...(made.warnings.length === 0
      ? []
      : lines(["*Not an answer to trust yet*", ...made.warnings.map((one) => `• ${inert(one)}`)])),
    divider,
    ...(places.length === 0 ? [] : placeLines),
    context(escape(made.provenance)),
  ]);
};
