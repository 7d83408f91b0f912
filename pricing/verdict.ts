import type { Bounds, Expectation } from "./expectation.ts";
import type { FreshOffer } from "./sheet.ts";
import type { Offered, Rejected } from "./sources/source.ts";

/** A price that moved too far at once: kept at the last good figure until it is confirmed. */
export type HeldRow = { usdPerHour: number; since: string; agreed: number };

export type Verdict =
  | { kind: "refused"; reason: string; rejected: Rejected[] }
  | { kind: "cliff"; reason: string; candidate: Offered[]; rejected: Rejected[] }
  | {
      kind: "good";
      offers: Offered[];
      held: Record<string, HeldRow>;
      rejected: Rejected[];
    };

export type Known = {
  /** The last good sheet of this source; empty at the first refresh. */
  previous: FreshOffer[];
  held: Record<string, HeldRow>;
  /** Rows before and now of each part, as a sheet keeps them: half the regions gone, or all training prices. */
  counts: readonly (readonly [before: number, now: number])[];
  expectation: Expectation;
  bounds: Bounds;
  /** Whether another source gives this provider's GPU, by this pricing, at this price. */
  confirmed: (offer: Offered) => boolean;
  today: string;
};
