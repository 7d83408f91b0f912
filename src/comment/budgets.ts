export type BudgetReport = { lines: readonly string[] };
