/**
 * The write side, one source at a time: ask, read, judge, keep. Whatever goes wrong, the last good sheet
 * stays and the reason is kept beside it; no failure, and no order of failures, empties a sheet.
 */
import { offerKey } from "./expectation.ts";
import { gather } from "./gather.ts";
import { judge } from "./judge.ts";
import {
  type Deps,
  type Outcome,
  type Sheet,
  type SourceState,
  emptyState,
  failed,
  recovered,
  sheetKey,
  stateKey,
} from "./source-state.ts";
import { type PriceSource, Unreadable } from "./sources/source.ts";

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
