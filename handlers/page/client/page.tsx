/** The client's entry: takes over the form that the Worker printed. */
import { render } from "hono/jsx/dom";
import { App } from "./app.tsx";

const place = document.querySelector<HTMLElement>("#app");
if (place !== null) {
  const box = place.querySelector<HTMLTextAreaElement>("#q");
  render(<App initialText={box?.value ?? ""} />, place);
}
