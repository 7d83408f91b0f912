import { afterAll, beforeAll, expect, it } from "vitest";
import { type Ftcost, startFtcost } from "./harness.ts";

let ftcost: Ftcost;
beforeAll(async () => {
  ftcost = await startFtcost();
});
afterAll(() => ftcost.close());

it("boots the real bundle without any setting and names what is missing", async () => {
  const response = await ftcost.fetch("/health");
  expect(response.status).toBe(200);
  const body = (await response.json()) as Record<string, unknown>;
  expect(body["status"]).toBe("ok");
  expect(body["missingSettings"]).toEqual({
    slack: ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"],
    github: ["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"],
  });
});
