import type { Reporter, TestModule } from "vitest/node";

/** Ends a run in one plain line, `N passed, N failed, N skipped`, which CI and people can count on. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        counts[state === "pending" ? "skipped" : state]++;
      }
      const brokeBeforeAnyTest = module.state() === "failed" && module.errors().length > 0;
      if (brokeBeforeAnyTest) counts.failed++;
    }
    counts.failed += unhandledErrors.length;
    process.on("exit", () => {
      console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    });
  }
}
