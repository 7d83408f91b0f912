import type { Settings } from "../src/env.ts";
import type { HeldRow } from "./verdict.ts";
import type { Validators } from "./receive.ts";
import type { FreshInference, FreshOffer, PackedManaged } from "./sheet.ts";
import type { Offered, PriceSource, Rejected } from "./sources/source.ts";
import type { Store } from "./store.ts";

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

export type Deps = { store: Store; fetch: typeof fetch; settings: Settings; now: Date };

export const failed = (
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

export const emptyState = (at: string): SourceState => ({
  state: "waiting",
  checkedAt: at,
  validators: [],
  rows: 0,
  rejected: 0,
  rejectedExamples: [],
  heldRows: {},
});

/** Fields of a failure, gone once a source answers well again. */
export const recovered = (state: SourceState): SourceState => {
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
