import { useEffect, useState } from "hono/jsx/dom";
import type { Estimate } from "../../../src/estimator/estimate.ts";
import type { Catalog } from "../../../src/estimator/offer.ts";
import { hours, usd } from "../../../src/report/format.ts";
import { bestQuote, isGpuQuote } from "../../../src/report/index.ts";
import { Chart } from "./chart.tsx";
import type * as Engine from "./engine.ts";
import { History } from "./history.tsx";

type Props = { estimate: Estimate; catalog: Catalog; engine: typeof Engine };
type Points = { count: Engine.Point[]; technique: Engine.Point[] };

/** Computed after the answer is on the screen: each point is an estimate of its own. */
export const Charts = ({ estimate, catalog, engine }: Props) => {
  const [points, setPoints] = useState<Points | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(
      () =>
        setPoints({
          count: engine.byGpuCount(estimate, catalog),
          technique: engine.byTechnique(estimate, catalog),
        }),
      50,
    );
    return () => clearTimeout(timer);
  }, [estimate]);
  if (points === undefined) return null;
  const best = bestQuote(estimate);
  return (
    <section aria-labelledby="charts">
      <h2 id="charts">In pictures</h2>
      <div class="charts">
        {points.count.length > 0 && (
          <Chart
            title="Cost and time over the number of GPUs"
            head="GPUs"
            labels={points.count.map(({ label }) => label)}
            series={[
              {
                label: "Cost",
                values: points.count.map((point) => point.usd ?? null),
                format: usd,
              },
              {
                label: "Time",
                values: points.count.map((point) => point.hours ?? null),
                format: hours,
              },
            ]}
          />
        )}
        <Chart
          title="Cost by method, each on its cheapest machine"
          head="Method"
          labels={points.technique.map(({ label }) => label)}
          series={[
            {
              label: "Cost",
              values: points.technique.map((point) => point.usd ?? null),
              format: usd,
            },
          ]}
          bars
        />
        {best !== undefined && isGpuQuote(best) && <History quote={best} />}
      </div>
    </section>
  );
};
