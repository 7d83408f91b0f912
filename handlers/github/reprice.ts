import { missingForGitHub, type Env } from "../../src/env.ts";
import { register } from "./objects.ts";

/** For whoever publishes prices: open pull requests look again, and speak where a threshold is crossed. */
export const repriceOpenPulls = async (env: Env): Promise<number> =>
  missingForGitHub(env).length > 0 ? 0 : await register(env).reprice();
