import type { Estimate } from "../../../src/estimator/estimate.ts";
import { usdDifference } from "../../../src/report/format.ts";

import { fieldInWords } from "../../../src/report/words.ts";
import type { Difference } from "./compare.ts";
import { wordsOf } from "../view/words.ts";

type Props = { before: Estimate; after: Estimate; difference: Difference };

export const Compare = ({ before, after, difference }: Props) => (
  <section class="compare" aria-labelledby="compare">
    <h2 id="compare">Compared</h2>
    <div class="sides">
      <Side title="Kept" estimate={before} />
      <Side title="Now" estimate={after} />
    </div>
    <p class="headline" data-testid="difference">
      {difference.usdDifference === undefined
        ? "One of the two has no price, so they cannot be compared in dollars."
        : usdDifference(difference.usdDifference)}
    </p>
    <Causes difference={difference} />
  </section>
);

const Side = ({ title, estimate }: { title: string; estimate: Estimate }) => {
  const words = wordsOf(estimate);
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <b>{words.headline}</b>
      </p>
      <p class="help">{words.subject}</p>
    </div>
  );
};

const Causes = ({ difference: { attribution } }: { difference: Difference }) => {
  if (attribution === undefined)
    return <p>Both are the same run. Change the text above to see what it does.</p>;
  if (attribution.kind === "together")
    return (
      <p>{`The changes only have a price together: ${attribution.players.map(({ name }) => name).join(", ")}.`}</p>
    );
  return (
    <table data-testid="causes">
      <caption>Which change makes which part of the difference (they add up)</caption>
      <thead>
        <tr>
          <th scope="col">Change</th>
          <th scope="col">From and to</th>
          <th scope="col">Part</th>
        </tr>
      </thead>
      <tbody>
        {attribution.shares.map(({ player, cents }) => (
          <tr>
            <th scope="row">{player.name}</th>
            <td>
              {player.changes
                .slice(0, 4)
                .map(
                  ({ field, from, to }) =>
                    `${player.changes.length > 1 ? `${field}: ` : ""}${fieldInWords(from)} to ${fieldInWords(to)}`,
                )
                .join("; ")}
            </td>
            <td class="number">{usdDifference(cents / 100)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
