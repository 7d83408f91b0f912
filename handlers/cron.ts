/** The schedule: starts a refresh of the prices; the price book goes on by itself, slice by slice. */
import type { Env } from "../src/env.ts";
import { priceBook } from "./prices/book.ts";

export const scheduled = async (controller: ScheduledController, env: Env): Promise<void> => {
  const due = await priceBook(env).refresh(controller.scheduledTime);
  console.log(JSON.stringify({ event: "cron", cron: controller.cron, due }));
};
