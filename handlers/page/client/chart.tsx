import { useEffect, useRef } from "hono/jsx/dom";

export type Series = {
  label: string;
  values: (number | null)[];
  format: (value: number) => string;
};
type Props = {
  title: string;
  head: string;
  labels: readonly string[];
  series: readonly Series[];
  bars?: boolean;
};

/** A chart with its figures as a table beneath: the picture for the eye, the table for everyone. */
export const Chart = ({ title, head, labels, series, bars = false }: Props) => {
  const place = useRef<HTMLDivElement>(null);
  const key = JSON.stringify([labels, series.map(({ values }) => values), bars]);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let gone = false;
    let clear = () => {};
    void import("./draw.ts").then(({ draw }) => {
      if (!gone) clear = draw(element, labels, series, bars);
    });
    return () => {
      gone = true;
      clear();
    };
  }, [key]);
  return (
    <div class="chart">
      <h3>{title}</h3>
      {series.length > 1 && (
        <p class="legend">
          {series.map(({ label }, index) => (
            <span class={`key key-${index}`}>{`${label} (${index === 0 ? "left" : "right"})`}</span>
          ))}
        </p>
      )}
      <div ref={place} role="img" aria-label={`${title}; the figures are in the table below`}></div>
      <details>
        <summary>{`${title}: figures`}</summary>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {series.map(({ label }) => (
                <th scope="col">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, index) => (
              <tr>
                <th scope="row">{label}</th>
                {series.map(({ values, format }) => {
                  const value = values[index];
                  return (
                    <td class="number">
                      {value === null || value === undefined ? "does not fit" : format(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
};
