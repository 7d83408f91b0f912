/** The schedule: starts a refresh of the prices; the price book goes on by itself, slice by slice. */
import type { Env } from "../src/env.ts";
import { githubCron } from "./github/cron.ts";
import { priceBook } from "./prices/book.ts";

export const scheduled = async (controller: ScheduledController, env: Env): Promise<void> => {
  const due = await priceBook(env).refresh(controller.scheduledTime);
  console.log(JSON.stringify({ event: "cron", cron: controller.cron, due }));
  try {
    await githubCron(env, controller.scheduledTime);
  } catch (error) {
    // Tried again in an hour; the prices do not wait for GitHub.
    console.error(
      "cron: GitHub's part failed:",
      error instanceof Error ? error.message : "unknown",
    );
  }
};
