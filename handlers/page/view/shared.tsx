import type { Estimate } from "../../../src/estimator/estimate.ts";
import type { Result as Outcome } from "../../../src/problem.ts";
import type { AddressState, Shown } from "../../../src/report/address.ts";
import {
  date,
  gib,
  hours,
  machine,
  provider,
  usd,
  usdDifference,
  usdRange,
} from "../../../src/report/format.ts";
import { bestQuote } from "../../../src/report/index.ts";
import { extrasOf } from "../extras.ts";
import { Assumptions } from "./assumptions.tsx";
import { Document } from "./document.tsx";
import { problemLines } from "./problem-lines.ts";
import { Notes, Result } from "./result.tsx";
import { wordsOf } from "./words.ts";

/** The one line that Slack and others show of an address: what was said, and of when. */
export const shownInWords = ({ run, shown, asOf }: AddressState): string => {
  const cost =
    shown.usd === undefined
      ? "no price found"
      : `${usd(shown.usd.expected)} (${usdRange(shown.usd)})`;
  const time = shown.hours === undefined ? "" : `, ${hours(shown.hours.expected)}`;
  return `${run.baseModel}, ${run.technique ?? "full"}: ${cost}${time}${placeInWords(shown)}, prices of ${date(asOf)}`;
};

const placeInWords = ({ gpu, gpuCount, provider: at }: Shown): string => {
  if (gpu !== undefined)
    return ` on ${machine(gpu, gpuCount ?? 1)}${at === undefined ? "" : ` at ${provider(at)}`}`;
  return at === undefined ? "" : ` at ${provider(at)}`;
};

type Props = {
  state: AddressState;
  today: Outcome<{ estimate: Estimate; leftOut: number }>;
  address: string;
};

export const SharedPage = ({ state, today, address }: Props) => (
  <Document
    title={`${state.run.baseModel}: ${state.shown.usd === undefined ? "no price" : usd(state.shown.usd.expected)} - ftcost`}
    description={shownInWords(state)}
    address={address}
  >
    <div id="shared">
      <h1>An estimate, then and today</h1>
      <p class="headline" data-testid="then">
        {shownInWords(state)}
      </p>
      {today.ok ? (
        <Today state={state} {...today.value} />
      ) : (
        <Notes
          title="It cannot be estimated today"
          kind="problem"
          lines={problemLines(today.problems)}
        />
      )}
    </div>
  </Document>
);

type TodayProps = { state: AddressState; estimate: Estimate; leftOut: number };

const Today = ({ state, estimate, leftOut }: TodayProps) => {
  const words = wordsOf(estimate);
  const best = bestQuote(estimate);
  const { shown } = state;
  return (
    <div>
      <div class="scroll" tabindex={0} role="region" aria-label="Then and today">
        <table data-testid="then-and-today">
          <caption>Then and today</caption>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Then</th>
              <th scope="col">Today</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Cost</th>
              <td>
                {shown.usd === undefined
                  ? "no price"
                  : `${usd(shown.usd.expected)} (${usdRange(shown.usd)})`}
              </td>
              <td>
                {best === undefined
                  ? "no price"
                  : `${usd(best.usd.expected)} (${usdRange(best.usd)})`}
                {best === undefined || shown.usd === undefined
                  ? ""
                  : `, ${usdDifference(best.usd.expected - shown.usd.expected)}`}
              </td>
            </tr>
            <tr>
              <th scope="row">Time</th>
              <td>{shown.hours === undefined ? "unknown" : hours(shown.hours.expected)}</td>
              <td>{best?.kind === "gpu" ? hours(best.hours.expected) : "unknown"}</td>
            </tr>
            <tr>
              <th scope="row">Memory on each GPU</th>
              <td>{gib(shown.processBytes)}</td>
              <td>{gib(estimate.memory.processBytes.expected)}</td>
            </tr>
            <tr>
              <th scope="row">Prices</th>
              <td>{`${date(state.asOf)}, catalog ${state.catalog}`}</td>
              <td>{`${date(estimate.prices.asOf)}, catalog ${estimate.prices.catalog}`}</td>
            </tr>
            <tr>
              <th scope="row">Estimator</th>
              <td>{state.estimatorVersion}</td>
              <td>{estimate.estimatorVersion}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p class="help">The figures of then stand in the address itself; ftcost keeps nothing.</p>
      <h2>{`Today: ${words.headline}`}</h2>
      <Result estimate={estimate} extras={extrasOf(estimate)} leftOut={leftOut} />
      <section aria-labelledby="assumed">
        <h2 id="assumed">What was assumed</h2>
        <Assumptions assumptions={estimate.assumptions} run={JSON.stringify(estimate.run)} />
      </section>
    </div>
  );
};
