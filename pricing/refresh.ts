/**
 * The write side, one source at a time: ask, read, judge, keep. Whatever goes wrong, the last good sheet
 * stays and the reason is kept beside it; no failure, and no order of failures, empties a sheet.
 */
import type { Settings } from "../src/env.ts";
import {
  check,
  FURTHER_AGREEMENTS,
  offerKey,
  reference,
  sameSheet,
  secondSourceConfirms,
  USD_PER_GPU_HOUR,
  USD_PER_SERVICE_UNIT,
  usdPerGpuHour,
  expectationOf,
  type Expectation,
  type HeldRow,
  type Known,
} from "./check.ts";
import { receive, type Validators } from "./receive.ts";
import { inputRow, managedRow, outputRow, serviceExpectation } from "./service-expectation.ts";
import { snapshotPrices } from "./snapshot.ts";
import type { FreshInference, FreshOffer, PackedManaged } from "./sheet.ts";
import {
  Unreadable,
  type Offered,
  type Parsed,
  type PriceSource,
  type Rejected,
} from "./sources/source.ts";
import type { Store } from "./store.ts";
import { cheapestOf } from "./survey.ts";

/** The last good answer of one source. */
export type Sheet = {
  goodAt: string;
  stamp?: string;
  offers: FreshOffer[];
  serving: FreshOffer[];
  managed: PackedManaged[];
  inference: FreshInference[];
};

export type SourceState = {
  state: "fresh" | "kept" | "held" | "waiting";
  checkedAt: string;
  /** When its prices were last believed. */
  goodAt?: string;
  reason?: string;
  failingSince?: string;
  failureAlerted?: boolean;
  notBefore?: string;
  validators: Validators[];
  rows: number;
  rejected: number;
  rejectedExamples: Rejected[];
  heldRows: Record<string, HeldRow>;
  heldSheet?: { since: string; agreed: number; offers: Offered[] };
};

export type Outcome = {
  source: string;
  state: SourceState["state"];
  reason?: string;
  rows: number;
  changed: boolean;
};

export const stateKey = (id: string) => `state:${id}`;
export const sheetKey = (id: string) => `sheet:${id}`;
const indexKey = (id: string) => `index:${id}`;

const MAX_PAGES = 6;
const REGIONS_KEPT = 3;

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

type Deps = { store: Store; fetch: typeof fetch; settings: Settings; now: Date };

/** Bodies of all requests and pages of a source, or why there are none. */
const gather = async (source: PriceSource, before: Validators[], deps: Deps) => {
  const bodies: string[] = [];
  const validators: Validators[] = [];
  const asks = source.requests(deps.settings);
  // Only a source of one answer can be asked conditionally: of several, one may be new.
  const conditional = asks.length === 1 && source.next === undefined;
  for (const first of asks) {
    let ask: typeof first | undefined = first;
    for (let page = 0; ask !== undefined && page < MAX_PAGES; page++) {
      const received = await receive(ask, {
        fetch: deps.fetch,
        validators: conditional ? (before[0] ?? {}) : {},
        maxBytes: source.maxBytes,
        now: deps.now,
      });
      if (received.kind !== "body") return received;
      bodies.push(received.text);
      validators.push(received.validators);
      const next = source.next?.(received.text);
      ask = next === undefined ? undefined : { ...first, url: next };
    }
  }
  return { kind: "bodies" as const, bodies, validators };
};

const failed = (
  before: SourceState | undefined,
  reason: string,
  deps: Deps,
  retryAfterSeconds?: number,
): SourceState => {
  const at = deps.now.toISOString();
  const wait = retryAfterSeconds === undefined ? undefined : Math.min(retryAfterSeconds, 86_400);
  const { notBefore: _, ...rest } = before ?? emptyState(at);
  return {
    ...rest,
    state: "kept",
    checkedAt: at,
    reason,
    failingSince: before?.failingSince ?? at,
    ...(wait === undefined
      ? {}
      : { notBefore: new Date(deps.now.getTime() + wait * 1000).toISOString() }),
  };
};

const emptyState = (at: string): SourceState => ({
  state: "waiting",
  checkedAt: at,
  validators: [],
  rows: 0,
  rejected: 0,
  rejectedExamples: [],
  heldRows: {},
});

/** Fields of a failure, gone once a source answers well again. */
const recovered = (state: SourceState): SourceState => {
  const {
    reason: _r,
    failingSince: _f,
    failureAlerted: _a,
    notBefore: _n,
    heldSheet: _h,
    ...rest
  } = state;
  return rest;
};

const toSheet = (
  source: PriceSource,
  parsed: Parsed,
  kept: Offered[],
  previous: Sheet | undefined,
  held: Record<string, HeldRow>,
  deps: Deps,
): Sheet => {
  const asOf = deps.now.toISOString().slice(0, 10);
  const accepted = new Map(kept.map((row) => [offerKey(row), row]));
  const oldDates = new Map(
    (previous === undefined ? [] : [...previous.offers, ...previous.serving]).map((offer) => [
      offerKey(offer),
      offer.asOf,
    ]),
  );
  const dated = (offer: Offered): FreshOffer => ({
    ...offer,
    basis: "live",
    source: offer.source ?? source.home,
    asOf: offerKey(offer) in held ? (oldDates.get(offerKey(offer)) ?? asOf) : asOf,
  });
  const common = { basis: "live" as const, source: source.home, asOf };
  const priceOf = (row: Offered) => accepted.get(offerKey(row))?.usdPerHour;
  return {
    goodAt: deps.now.toISOString(),
    ...(parsed.stamp === undefined ? {} : { stamp: parsed.stamp }),
    offers: cheapestOf(
      parsed.offers.flatMap((offer) => {
        const row = accepted.get(offerKey(offer));
        return row === undefined ? [] : [dated(row)];
      }),
      REGIONS_KEPT,
    ),
    serving: parsed.serving.flatMap((offer) => {
      const price = priceOf({ ...offer, sku: `serving ${offer.sku}` });
      return price === undefined ? [] : [dated({ ...offer, usdPerHour: price })];
    }),
    managed: parsed.managed.flatMap((row) => {
      const price = priceOf(managedRow(row));
      if (price === undefined) return [];
      const priced =
        row.usdPerMillionTokens === undefined
          ? { usdPerHour: price }
          : { usdPerMillionTokens: price };
      return [{ ...row, ...priced, ...common }];
    }),
    inference: parsed.inference.flatMap((row) => {
      // A held price holds the whole row: input and output move together in a price list.
      const isBelieved =
        priceOf(outputRow(row)) === row.outputUsdPerMillionTokens &&
        priceOf(inputRow(row)) === row.inputUsdPerMillionTokens;
      return isBelieved ? [{ ...row, ...common }] : [];
    }),
  };
};

/** Asks one source and keeps what may be believed. Total: whatever happens is an outcome. */
export const refreshSource = async (source: PriceSource, deps: Deps): Promise<Outcome> => {
  const { store, now } = deps;
  const at = now.toISOString();
  const before = store.get<SourceState>(stateKey(source.id));
  const finish = (state: SourceState, changed: boolean): Outcome => {
    store.put(stateKey(source.id), state);
    return {
      source: source.id,
      state: state.state,
      rows: state.rows,
      changed,
      ...(state.reason === undefined ? {} : { reason: state.reason }),
    };
  };
  try {
    const gathered = await gather(source, before?.validators ?? [], deps);
    const previous = store.get<Sheet>(sheetKey(source.id));
    if (gathered.kind === "failed")
      return finish(failed(before, gathered.reason, deps, gathered.retryAfterSeconds), false);
    if (gathered.kind === "unchanged") return finish(...unchanged(source, before, previous, deps));
    return judge(
      source,
      source.parse(gathered.bodies),
      gathered.validators,
      before,
      previous,
      deps,
      finish,
    );
  } catch (error) {
    const reason = error instanceof Unreadable ? error.message : "its answer could not be read";
    return finish(failed(before ?? emptyState(at), reason, deps), false);
  }
};

/** "Not modified" confirms every price as of now. */
const unchanged = (
  source: PriceSource,
  before: SourceState | undefined,
  previous: Sheet | undefined,
  deps: Deps,
): [SourceState, boolean] => {
  const at = deps.now.toISOString();
  if (previous === undefined || before === undefined)
    return [failed(before, "answered 304 though nothing of it is kept", deps), false];
  const asOf = at.slice(0, 10);
  const again = <T extends { asOf: string }>(rows: T[]) => rows.map((row) => ({ ...row, asOf }));
  deps.store.put(sheetKey(source.id), {
    ...previous,
    goodAt: at,
    offers: previous.offers.map((offer) =>
      offerKey(offer) in before.heldRows ? offer : { ...offer, asOf },
    ),
    serving: again(previous.serving),
    managed: again(previous.managed),
    inference: again(previous.inference),
  } satisfies Sheet);
  return [{ ...recovered(before), state: "fresh", checkedAt: at, goodAt: at }, true];
};

const countsOf = (previous: Sheet | undefined, parsed: Parsed): [number, number][] =>
  previous === undefined
    ? []
    : [
        [previous.offers.length, cheapestOf(parsed.offers, REGIONS_KEPT).length],
        [previous.serving.length, parsed.serving.length],
        [previous.managed.length, parsed.managed.length],
        [previous.inference.length, parsed.inference.length],
      ];

const judge = (
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

/** Due when its sheet is older than its lifetime; a failing source is asked every hour, unless it said when. */
export const isDue = (source: PriceSource, state: SourceState | undefined, now: Date): boolean => {
  if (state === undefined) return true;
  const hours = (now.getTime() - Date.parse(state.checkedAt)) / 3_600_000;
  // Checked in the future: a clock ran ahead once, and nothing that it wrote may hold a refresh back.
  if (hours < 0) return true;
  if (state.notBefore !== undefined && now.toISOString() < state.notBefore) return false;
  // A cron fires minutes early or late: nine tenths of the lifetime is enough.
  return (
    hours >= 0.9 * (state.state === "kept" ? Math.min(1, source.everyHours) : source.everyHours)
  );
};
