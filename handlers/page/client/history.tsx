import { useEffect, useState } from "hono/jsx/dom";
import type { GpuQuote } from "../../../src/estimator/estimate.ts";
import { machine, provider, usdPerHour } from "../../../src/report/format.ts";
import { Chart } from "./chart.tsx";
import { loadHistory, type PriceSeries } from "./fetched.ts";

/** How the price of the machine in the headline moved, as far as ftcost has watched it. */
export const History = ({ quote }: { quote: GpuQuote }) => {
  const [series, setSeries] = useState<PriceSeries | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    void loadHistory(quote).then((found) => {
      if (!gone) setSeries(found);
    });
    return () => {
      gone = true;
    };
  }, [quote.provider, quote.gpu, quote.sku, quote.region, quote.pricing]);
  const of = `${machine(quote.gpu, quote.gpuCount)} at ${provider(quote.provider)}`;
  if (series === undefined || series.points.length === 0)
    return (
      <div class="chart">
        <h3>Price history</h3>
        <p>{`No change of the price of ${of} has been seen since ftcost watches it: ${usdPerHour(quote.usdPerHour)}, as of ${quote.asOf.slice(0, 10)}.`}</p>
      </div>
    );
  return (
    <Chart
      title={`Price history of ${of}`}
      head="Since"
      labels={series.points.map(({ date }) => date)}
      series={[
        {
          label: "Price",
          values: series.points.map((point) => point.usdPerHour),
          format: usdPerHour,
        },
      ]}
    />
  );
};
