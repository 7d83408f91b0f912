import type { Place } from "../../../src/report/index.ts";

export type SortKey = "where" | "machine" | "usd" | "hours" | "price" | "asOf";
export type Sort = { key: SortKey; descending: boolean };

const COLUMNS: readonly { key: SortKey; head: string; number?: true }[] = [
  { key: "where", head: "Where" },
  { key: "machine", head: "Machine" },
  { key: "usd", head: "Cost", number: true },
  { key: "hours", head: "Time", number: true },
  { key: "price", head: "Price", number: true },
  { key: "asOf", head: "Source and date" },
];

const valueOf = (place: Place, key: SortKey): number | string => {
  const { quote } = place;
  if (key === "usd") return quote.usd.expected;
  if (key === "hours") return quote.kind === "gpu" ? quote.hours.expected : 0;
  if (key === "price") return quote.kind === "gpu" ? quote.usdPerHour : quote.minimumUsd;
  return key === "asOf" ? quote.asOf : place[key];
};

/** As given (cheapest that can be rented first) until a column is chosen. */
export const sorted = (places: readonly Place[], sort: Sort | undefined): readonly Place[] => {
  if (sort === undefined) return places;
  const sign = sort.descending ? -1 : 1;
  return places.toSorted((left, right) => {
    const [a, b] = [valueOf(left, sort.key), valueOf(right, sort.key)];
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * String(a).localeCompare(String(b));
  });
};

/** How many rows are shown before "show all": a phone scrolls enough. */
const FIRST_ROWS = 10;

type Props = {
  places: readonly Place[];
  caption: string;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
};

export const Places = ({ places, caption, sort, onSort }: Props) => {
  if (places.length === 0) return <p>No machine in the catalog can run it.</p>;
  const rows = sorted(places, sort);
  return (
    <div>
      <div class="scroll" tabindex={0} role="region" aria-label={caption}>
        <table>
          <caption>{caption}</caption>
          <Head sort={sort} onSort={onSort} />
          <tbody>{rows.slice(0, FIRST_ROWS).map(placeRow)}</tbody>
        </table>
      </div>
      {rows.length > FIRST_ROWS && (
        <details class="more">
          <summary>{`${rows.length - FIRST_ROWS} more places`}</summary>
          <div class="scroll" tabindex={0} role="region" aria-label={`${caption}, the others`}>
            <table>
              <caption>{`${caption}, the others`}</caption>
              <Head />
              <tbody>{rows.slice(FIRST_ROWS).map(placeRow)}</tbody>
            </table>
          </div>
        </details>
      )}
    </div>
  );
};

const Head = ({ sort, onSort }: Pick<Props, "sort" | "onSort">) => (
  <thead>
    <tr>
      {COLUMNS.map(({ key, head, number }) => (
        <th scope="col" class={number ? "number" : ""} aria-sort={ariaSort(key, sort)}>
          {onSort === undefined ? (
            head
          ) : (
            <button
              type="button"
              class="sort"
              onClick={() =>
                onSort({ key, descending: sort?.key === key ? !sort.descending : false })
              }
            >
              {head}
            </button>
          )}
        </th>
      ))}
    </tr>
  </thead>
);

const ariaSort = (key: SortKey, sort: Sort | undefined) => {
  if (sort?.key !== key) return "none" as const;
  return sort.descending ? ("descending" as const) : ("ascending" as const);
};

const placeRow = (place: Place) => (
  <tr>
    <th scope="row">{place.where}</th>
    <td>{place.machine}</td>
    <td class="number">
      <b>{place.usd}</b> <small>{place.usdRange}</small>
    </td>
    <td class="number">{place.hours}</td>
    <td class="number">{place.price}</td>
    <td>
      <small>
        {place.source}
        {place.fits === "yes" || place.fits === "managed" ? "" : `; ${place.fits}`}
      </small>
    </td>
  </tr>
);
