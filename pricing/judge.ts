import {
  type Expectation,
  USD_PER_GPU_HOUR,
  USD_PER_SERVICE_UNIT,
  expectationOf,
  reference,
  usdPerGpuHour,
} from "./expectation.ts";
import { FURTHER_AGREEMENTS, check, sameSheet, secondSourceConfirms } from "./check.ts";
import { type HeldRow, type Known } from "./verdict.ts";
import type { Validators } from "./receive.ts";
import { REGIONS_KEPT, toSheet } from "./to-sheet.ts";
import { inputRow, managedRow, outputRow, serviceExpectation } from "./service-expectation.ts";
import type { FreshOffer } from "./sheet.ts";
import { snapshotPrices } from "./snapshot.ts";
import {
  type Deps,
  type Outcome,
  type Sheet,
  type SourceState,
  emptyState,
  failed,
  recovered,
  sheetKey,
} from "./source-state.ts";
import type { Offered, Parsed, PriceSource } from "./sources/source.ts";
import type { Store } from "./store.ts";
import { cheapestOf } from "./survey.ts";

const indexKey = (id: string) => `index:${id}`;

/** Like is compared with like: another region's price confirms nothing. */
const indexName = (offer: Pick<Offered, "provider" | "gpu" | "pricing">, region: string): string =>
  [offer.provider, offer.gpu, offer.pricing, region].join("|");

/** What one source gives, by `indexName`: the median dollars per GPU-hour. */
const priceIndex = (offers: FreshOffer[]): Record<string, number> =>
  Object.fromEntries(
    reference(offers.map((offer) => ({ ...offer, gpu: indexName(offer, offer.region) }))),
  );

const confirmedByOthers = (store: Store, source: PriceSource) => {
  let others: Record<string, number>[] | undefined;
  return (offer: Offered): boolean => {
    others ??= store
      .keys("index:")
      .filter((key) => key !== indexKey(source.id))
      .map((key) => store.get<Record<string, number>>(key) ?? {});
    const price = usdPerGpuHour(offer);
    return others.some((index) => {
      const other = index[indexName(offer, offer.region)] ?? index[indexName(offer, "")];
      return other !== undefined && Math.abs(other - price) <= 0.1 * Math.max(other, price);
    });
  };
};

let expectation: Expectation | undefined;

const gpuExpectation = (): Expectation =>
  (expectation ??= expectationOf(snapshotPrices().prices.offers));
let ofServices: Expectation | undefined;

const servicesExpectation = (): Expectation =>
  (ofServices ??= serviceExpectation(snapshotPrices().prices));

const rowsOf = (sheet: Parsed | Sheet): Offered[] => [
  ...sheet.offers,
  ...sheet.serving.map((offer) => ({ ...offer, sku: `serving ${offer.sku}` })),
  ...sheet.managed.map(managedRow),
  ...sheet.inference.flatMap((row) => [outputRow(row), inputRow(row)]),
];

const isGpuSheet = (parsed: Parsed) => parsed.offers.length + parsed.serving.length > 0;

const countsOf = (previous: Sheet | undefined, parsed: Parsed): [number, number][] =>
  previous === undefined
    ? []
    : [
        [previous.offers.length, cheapestOf(parsed.offers, REGIONS_KEPT).length],
        [previous.serving.length, parsed.serving.length],
        [previous.managed.length, parsed.managed.length],
        [previous.inference.length, parsed.inference.length],
      ];

export const judge = (
  source: PriceSource,
  parsed: Parsed,
  validators: Validators[],
  before: SourceState | undefined,
  previous: Sheet | undefined,
  deps: Deps,
  finish: (state: SourceState, changed: boolean) => Outcome,
): Outcome => {
  const at = deps.now.toISOString();
  const known: Known = {
    previous: previous === undefined ? [] : (rowsOf(previous) as FreshOffer[]),
    held: before?.heldRows ?? {},
    counts: countsOf(previous, parsed),
    expectation: isGpuSheet(parsed) ? gpuExpectation() : servicesExpectation(),
    bounds: isGpuSheet(parsed) ? USD_PER_GPU_HOUR : USD_PER_SERVICE_UNIT,
    confirmed: confirmedByOthers(deps.store, source),
    today: at.slice(0, 10),
  };
  const verdict = check({ ...parsed, offers: rowsOf(parsed) }, known);
  const seen = {
    rejected: verdict.rejected.length,
    rejectedExamples: verdict.rejected.slice(0, 20),
  };
  const accept = (offers: Offered[], held: Record<string, HeldRow>) => {
    const sheet = toSheet(source, parsed, offers, previous, held, deps);
    deps.store.put(sheetKey(source.id), sheet);
    deps.store.put(indexKey(source.id), priceIndex(sheet.offers));
    const rows =
      sheet.offers.length + sheet.serving.length + sheet.managed.length + sheet.inference.length;
    const state = {
      ...recovered(before ?? emptyState(at)),
      ...seen,
      rows,
      validators,
      goodAt: at,
      checkedAt: at,
    };
    return finish({ ...state, state: "fresh", heldRows: held }, true);
  };
  if (verdict.kind === "good") return accept(verdict.offers, verdict.held);
  if (verdict.kind === "refused")
    return finish({ ...failed(before, verdict.reason, deps), ...seen }, false);
  const heldSheet = before?.heldSheet;
  const agreed =
    heldSheet !== undefined && sameSheet(heldSheet.offers, verdict.candidate)
      ? heldSheet.agreed + 1
      : 0;
  if (agreed >= FURTHER_AGREEMENTS || secondSourceConfirms(verdict.candidate, known))
    return accept(verdict.candidate, {});
  const since = agreed > 0 ? heldSheet!.since : at;
  return finish(
    {
      ...failed(before, `held: ${verdict.reason}`, deps),
      ...seen,
      state: "held",
      heldSheet: { since, agreed, offers: verdict.candidate },
    },
    false,
  );
};
