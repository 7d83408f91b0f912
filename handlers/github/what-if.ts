import { loadCatalog } from "../../pricing/catalog.ts";
import { withChanges } from "../../src/comment/command.ts";
import { figuresAsStated } from "../../src/comment/figures.ts";
import type { WhatIf } from "../../src/comment/replies.ts";
import type { TrainingRun } from "../../src/estimator/index.ts";
import type { Bench } from "./bench.ts";
import { lastConfigs, lastRules } from "./last.ts";
import { priceRun } from "./price-run.ts";
import { catalogFor } from "./repository-settings.ts";

/** Two estimates each, and one invocation for all of them. */
const MOST = 3;

/** The pull request's configs with other settings, both priced now and with one catalog. */
export const whatIf = async (
  bench: Bench,
  changes: Partial<TrainingRun>,
): Promise<{ rows: WhatIf[]; left: number }> => {
  const today = new Date(bench.now);
  const catalog = catalogFor(await loadCatalog(bench.env, today), lastRules(bench), today);
  const rows: WhatIf[] = [];
  const configs = lastConfigs(bench);
  for (const config of configs.slice(0, MOST)) {
    const now = await priceRun(config.stated, bench.env, catalog, { advice: false });
    const changed = withChanges(config.stated, changes);
    const instead = await priceRun(changed, bench.env, catalog, { advice: false });
    rows.push({
      path: config.path,
      now: now.ok ? figuresAsStated(config.stated, now.value) : undefined,
      instead: instead.ok ? figuresAsStated(changed, instead.value) : undefined,
      ...(instead.ok
        ? {}
        : { reason: instead.problems[0]?.message ?? "no estimate could be made" }),
    });
  }
  return { rows, left: configs.length - rows.length };
};
