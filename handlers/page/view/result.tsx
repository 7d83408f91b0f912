import type { Decision } from "../../../src/bill/decision.ts";
import type { Estimate } from "../../../src/estimator/estimate.ts";
import { gib, percent, usd } from "../../../src/report/format.ts";
import {
  bestQuote,
  isGpuQuote,
  type Place,
  type Report,
  type Row,
} from "../../../src/report/index.ts";
import type { Extras } from "../extras.ts";
import { Places, type Sort } from "./places.tsx";
import { wordsOf } from "./words.ts";

export type ResultProps = {
  estimate: Estimate;
  extras: Extras;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  remarks?: readonly string[] | undefined;
  /** Places that the estimate had and this one leaves out. */
  leftOut?: number | undefined;
};

/** One estimate in full. Printed by the Worker and rendered by the browser from the same lines. */
export const Result = ({
  estimate,
  extras,
  sort,
  onSort,
  remarks = [],
  leftOut = 0,
}: ResultProps) => {
  const words = wordsOf(estimate);
  return (
    <div class="result">
      <Verdict words={words} estimate={estimate} />
      <Notes title="Not to be trusted as it stands" kind="warning" lines={words.warnings} />
      <Notes title="Also" kind="note" lines={remarks} />
      <section aria-labelledby="figures">
        <h2 id="figures">The figures</h2>
        <RowTable
          caption="Figures with their ranges"
          rows={words.figures}
          heads={["Figure", "Expected", "Range"]}
        />
      </section>
      <MemoryView estimate={estimate} words={words} capacityBytes={extras.capacityBytes} />
      <section aria-labelledby="places">
        <h2 id="places">Where to run it</h2>
        <Machines places={words.places} estimate={estimate} sort={sort} onSort={onSort} />
        {leftOut > 0 && (
          <p class="help">
            {`${leftOut} dearer places are left out here; `}
            <a href="/v1/prices">/v1/prices</a> has all prices.
          </p>
        )}
        {words.managed.length > 0 && (
          <Places places={words.managed} caption="Managed services" sort={sort} onSort={onSort} />
        )}
      </section>
      <section aria-labelledby="bill">
        <h2 id="bill">The whole bill</h2>
        {words.bill.length > 0 ? (
          <RowTable
            caption="What belongs to it beside the run"
            rows={words.bill}
            heads={["Part", "Expected", "Range and basis"]}
          />
        ) : (
          <p>Without a price there is no bill.</p>
        )}
      </section>
      {bestQuote(estimate)?.kind === "gpu" && <Owning decision={extras.owning} />}
      {words.advice.length > 0 && (
        <section aria-labelledby="advice">
          <h2 id="advice">What would make it cheaper</h2>
          <RowTable
            caption="Changes and what they save"
            rows={words.advice}
            heads={["Change", "Saves", "Because"]}
          />
        </section>
      )}
    </div>
  );
};

type MachinesProps = Pick<ResultProps, "estimate" | "sort" | "onSort"> & {
  places: readonly Place[];
};

/** Where hardware was asked for, that hardware first and alone; what else could run it after it. */
const Machines = ({ places, estimate, sort, onSort }: MachinesProps) => {
  const asked = estimate.run.hardware?.gpu;
  const isAsked = ({ quote }: Place) => isGpuQuote(quote) && quote.matchesHardware;
  const matching = asked === undefined ? [] : places.filter(isAsked);
  if (matching.length === 0)
    return <Places places={places} caption="Machines to rent" sort={sort} onSort={onSort} />;
  return (
    <div>
      <Places places={matching} caption={`Machines with ${asked}`} sort={sort} onSort={onSort} />
      <Places
        places={places.filter((place) => !isAsked(place))}
        caption="Other machines that could run it"
        sort={sort}
        onSort={onSort}
      />
    </div>
  );
};

const Owning = ({ decision }: { decision: Decision | undefined }) => {
  if (decision === undefined)
    return (
      <section aria-labelledby="owning">
        <h2 id="owning">Rent or own</h2>
        <p>
          No purchase price of this card is known here, so there is no break-even to show. POST
          /v1/decide takes one.
        </p>
      </section>
    );
  const { breakEven } = decision;
  return (
    <section aria-labelledby="owning">
      <h2 id="owning">Rent or own</h2>
      <p>
        <b>
          {breakEven.value === null
            ? "Owning never costs less than renting this machine."
            : `Owning costs less from ${Math.ceil(breakEven.value)} ${breakEven.unit} on.`}
        </b>{" "}
        {`Once a month as it stands: ${decision.because}`}
      </p>
      <ul>
        {[...decision.flipsWhen, ...decision.basis].map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
};

const Verdict = ({ words, estimate }: { words: Report; estimate: Estimate }) => {
  const best = bestQuote(estimate);
  return (
    <section class="verdict" aria-labelledby="verdict">
      <h2 id="verdict" class="quiet">
        {words.subject}
      </h2>
      <p class="headline" data-testid="headline">
        {words.headline}
      </p>
      {best !== undefined && (
        <p class="range">
          Four in five such runs cost <b>{usd(best.usd.low)}</b> to <b>{usd(best.usd.high)}</b>.{" "}
          {isGpuQuote(best) && best.gpuCount > (estimate.run.hardware?.gpuCount ?? best.gpuCount)
            ? "The machine is billed whole. "
            : ""}
        </p>
      )}
      <p class="provenance">{words.provenance}</p>
      {words.narrowBy.length > 0 && (
        <p class="narrow">To narrow the range, state: {words.narrowBy.join("; ")}.</p>
      )}
    </section>
  );
};

export const Notes = ({
  title,
  kind,
  lines,
}: {
  title: string;
  kind: "warning" | "note" | "problem";
  lines: readonly string[];
}) =>
  lines.length === 0 ? null : (
    <div class={`notes ${kind}`} role={kind === "problem" ? "alert" : "note"}>
      <strong>{title}</strong>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </div>
  );

export const RowTable = ({
  caption,
  rows,
  heads,
}: {
  caption: string;
  rows: readonly Row[];
  heads: readonly [string, string, string];
}) => (
  <div class="scroll" tabindex={0} role="region" aria-label={caption}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">{row.label}</th>
            <td class="number">{row.value}</td>
            <td>{row.note ?? ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** In the order of the report's rows. */
const PARTS = [
  "weightsBytes",
  "adapterBytes",
  "gradientsBytes",
  "optimizerBytes",
  "activationsBytes",
  "logitsBytes",
  "buffersBytes",
] as const;

const FITS = { yes: "It fits", tight: "It is tight", no: "It does not fit" } as const;

const MemoryView = ({
  estimate,
  words,
  capacityBytes,
}: {
  estimate: Estimate;
  words: Report;
  capacityBytes: number | undefined;
}) => {
  const { memory } = estimate;
  const parts = PARTS.map((part) => memory.parts[part]).filter((bytes) => bytes > 0);
  const whole = Math.max(capacityBytes ?? 0, memory.processBytes.expected);
  const share = (bytes: number) => `${Math.min(100, (100 * bytes) / whole).toFixed(2)}%`;
  return (
    <section aria-labelledby="memory">
      <h2 id="memory">Memory on each GPU</h2>
      <p>
        {gib(memory.processBytes.expected)} at the peak ({memory.peakMoment})
        {capacityBytes === undefined ? "" : `, of ${gib(capacityBytes)} usable`}.{" "}
        {FITS[memory.fits]}: {percent(memory.fitsProbability)} sure to run.
      </p>
      <div class="scroll" tabindex={0} role="region" aria-label="Memory by part">
        <table class="memory">
          <caption>Memory by part at the peak moment</caption>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">Size</th>
              <th scope="col">Of the card</th>
            </tr>
          </thead>
          <tbody>
            {words.memoryParts.map((row, index) => (
              <tr>
                <th scope="row">{row.label}</th>
                <td class="number">{row.value}</td>
                <td class="bar">
                  <svg width="100%" height="12" role="img" aria-label={share(parts[index] ?? 0)}>
                    <rect class="track" width="100%" height="12" rx="3" />
                    <rect
                      class={`part part-${index}`}
                      width={share(parts[index] ?? 0)}
                      height="12"
                      rx="3"
                    />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
