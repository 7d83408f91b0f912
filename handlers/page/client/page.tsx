/**
 * The client's entry: takes over the form that the Worker printed. Where the Worker printed an answer too, that
 * stands until somebody scrolls, types or points, and then gives way to the same answer: nothing jumps.
 */
import { render } from "hono/jsx/dom";
import { App, compute, type View } from "./app.tsx";

const FIRST_SIGNS = ["pointerdown", "keydown", "focusin", "scroll", "dragover"] as const;

const boxIn = (place: HTMLElement) => place.querySelector<HTMLTextAreaElement>("#q");

const takeOver = (place: HTMLElement, view: View | undefined): void => {
  const box = boxIn(place);
  const text = box?.value ?? "";
  const [from, to] = [box?.selectionStart ?? 0, box?.selectionEnd ?? 0];
  const typing = box !== null && document.activeElement === box;
  render(<App initialText={text} initialView={view} />, place);
  if (!typing) return;
  const after = boxIn(place);
  after?.focus({ preventScroll: true });
  after?.setSelectionRange(from, to);
};

const onceAsked = (place: HTMLElement): void => {
  const stop = new AbortController();
  const begin = () => {
    stop.abort();
    const text = boxIn(place)?.value ?? "";
    void compute(text, [], {}, () => true).then(
      (view) => takeOver(place, view),
      () => takeOver(place, undefined),
    );
  };
  for (const sign of FIRST_SIGNS)
    addEventListener(sign, begin, { signal: stop.signal, passive: true });
};

const place = document.querySelector<HTMLElement>("#app");
if (place !== null) {
  if (place.querySelector("#answer article") === null) takeOver(place, undefined);
  else onceAsked(place);
}
