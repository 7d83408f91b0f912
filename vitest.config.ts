import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/flows/build-once.ts"],
    reporters: ["default", "./test/closing-line.ts"],
    // One less than the cores by default, which leaves one of CI's two idle.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { TZ: "UTC" },
  },
});
