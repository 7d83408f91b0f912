/** The page, printed by the Worker: it works whole without JavaScript. Its client makes it answer as one types. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Estimate } from "../../src/estimator/estimate.ts";
import type { Env } from "../../src/env.ts";
import type { Problem } from "../../src/problem.ts";
import { decodeState, estimateAddress } from "../../src/report/address.ts";
import { answer } from "../answer.ts";
import { extrasOf } from "./extras.ts";
import { type Asked, askedByForm, askedByQuery } from "./asked.ts";
import { pageHeaders } from "./headers.ts";
import { withAssumptions } from "./merge.ts";
import { AnswerPage, BadAddress, HomePage, type Answered } from "./view/pages.tsx";
import { limited, optionsFor } from "./limited.ts";
import { printable } from "./printable.ts";
import { rerunState } from "./address-run.ts";
import { SharedPage } from "./view/shared.tsx";

export const page = new Hono<{ Bindings: Env }>();

const MAX_FORM_BYTES = 1024 * 1024;
/** One request may take 10 ms of CPU; more runs than these are listed, not estimated. */
const MOST_RUNS = 3;

page.use("/", pageHeaders);
page.use("/e/*", pageHeaders);

page.get("/", async (c) => {
  const asked = askedByQuery(new URL(c.req.url).searchParams);
  return asked === undefined ? c.html(<HomePage text="" />) : answerPage(c, asked);
});

page.post(
  "/",
  bodyLimit({
    maxSize: MAX_FORM_BYTES,
    onError: (c) => c.html(<HomePage text="" problems={[TOO_LARGE]} />, 413),
  }),
  async (c) => answerPage(c, await askedByForm(c.req.raw)),
);

const TOO_LARGE: Problem = {
  path: "",
  message: "That is more than 1 MiB. Send fewer files at once.",
};

const answerPage = async (c: Context<{ Bindings: Env }>, asked: Asked) => {
  const { text, reading } = asked;
  const answers: Answered[] = [];
  const problems = [...reading.problems];
  // A word that was not understood is asked about, not left out of the figure.
  const runs = problems.length > 0 ? [] : reading.runs;
  for (const { name, run, assumptions, remarks, limits } of runs.slice(0, MOST_RUNS)) {
    const answered = await answer(run, c.env, new Date(), optionsFor(limits));
    if (!answered.ok) {
      problems.push(...answered.problems);
      continue;
    }
    const whole = withAssumptions(answered.value.estimate, assumptions);
    const kept = limited(whole, limits);
    const { estimate, leftOut } = printable(kept.estimate);
    answers.push({
      leftOut,
      name,
      estimate,
      remarks: [...kept.remarks, ...remarks],
      extras: extrasOf(estimate),
      address: addressOf(c, estimate),
    });
  }
  const left = runs.slice(MOST_RUNS).map(({ name }) => name);
  if (answers.length === 0)
    return c.html(<HomePage text={text} problems={problems} />, problems.length > 0 ? 400 : 200);
  return c.html(<AnswerPage text={text} answers={answers} problems={problems} left={left} />);
};

page.get("/e/:state", async (c) => {
  const state = decodeState(c.req.param("state"));
  if (!state.ok) return c.html(<BadAddress problems={state.problems} />, 400);
  const today = await rerunState(state.value, async (run) => {
    const answered = await answer(run, c.env, new Date());
    return answered.ok ? { ok: true, value: answered.value.estimate } : answered;
  });
  return c.html(
    <SharedPage
      state={state.value}
      today={today.ok ? { ok: true, value: printable(today.value) } : today}
      address={c.req.url}
    />,
  );
});

const addressOf = (c: Context, estimate: Estimate): string =>
  estimateAddress(new URL(c.req.url).origin, estimate);
