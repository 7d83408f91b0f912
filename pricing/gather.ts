import { type Validators, receive } from "./receive.ts";
import type { Deps } from "./source-state.ts";
import type { PriceSource } from "./sources/source.ts";

const MAX_PAGES = 6;

/** Bodies of all requests and pages of a source, or why there are none. */
export const gather = async (source: PriceSource, before: Validators[], deps: Deps) => {
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
