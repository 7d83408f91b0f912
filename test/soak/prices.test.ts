/** The simulated year: 60 days of six sources in npm test, a whole year of all of them in npm run soak. */
import { describe, expect, it } from "vitest";
import { SOURCES } from "../../pricing/sources/index.ts";
import { delayTable, simulate } from "../prices/year.ts";

const isWhole = process.env["FTCOST_SOAK"] === "1";
const SHORT = new Set(["runpod", "verda", "vultr", "aws", "oci", "gputable"]);

describe(
  isWhole ? "a simulated year of daily refreshes" : "sixty simulated days of refreshes",
  () => {
    it.each(isWhole ? [1, 2, 3] : [7])(
      "believes no fault, repeats no alert, misses no move (seed %i)",
      async (seed) => {
        const result = await simulate({
          days: isWhole ? 365 : 60,
          sources: isWhole ? SOURCES : SOURCES.filter((source) => SHORT.has(source.id)),
          seed,
        });
        console.log(
          `${result.refreshes} refreshes, ${result.faultsInjected} faults, ${result.faultsUnderTheGate} wrong rows within what a price may move at once, ${result.alerts} alerts; delay of an alert after the move: ${delayTable(result.delaysDays)}; at most ${result.kvWritesMost} KV writes a day`,
        );
        expect(result.faultsInjected).toBeGreaterThan(20);
        expect(result.believedFaults).toEqual([]);
        expect(result.wrongAlerts).toEqual([]);
        expect(result.repeatedAlerts).toEqual([]);
        expect(result.missedMoves).toEqual([]);
        expect(result.emptyDays).toEqual([]);
        expect(result.alerts).toBeGreaterThan(0);
      },
      isWhole ? 900_000 : 60_000,
    );
  },
);
