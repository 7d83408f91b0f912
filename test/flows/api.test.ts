import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Estimate } from "../../src/estimator/estimate.ts";
import { type Ftcost, startFtcost } from "./harness.ts";

let ftcost: Ftcost;
beforeAll(async () => {
  ftcost = await startFtcost();
});
afterAll(() => ftcost.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ftcost.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const RUN = {
  baseModel: "meta-llama/Llama-3.1-8B",
  technique: "qlora",
  epochs: 3,
  dataset: { rows: 50_000, tokensPerRow: 300 },
};

type Problems = {
  status: number;
  title: string;
  problems: { path: string; message: string; didYouMean?: string }[];
};
const problemsOf = async (response: Response): Promise<Problems> => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as Problems;
};

describe("POST /v1/estimate", () => {
  it("answers an Estimate of the contract's shape", async () => {
    const response = await post("/v1/estimate", { run: RUN });
    expect(response.status).toBe(200);
    const estimate = Estimate.parse(await response.json());
    expect(estimate.quotes.length).toBeGreaterThanOrEqual(5);
    const parts = Object.values(estimate.memory.parts).reduce((sum, part) => sum + part, 0);
    expect(parts).toBeCloseTo(estimate.memory.allocatedBytes.expected, -3);
  });

  it("takes a null for an absent field, whole parts too", async () => {
    const nulls = {
      ...RUN,
      objective: null,
      evaluation: null,
      rollouts: null,
      parallelism: { strategy: null, nodes: null },
      quantization: { kind: null },
    };
    const [plain, filled] = await Promise.all(
      [RUN, nulls].map(async (run) => {
        const response = await post("/v1/estimate", { run });
        expect(response.status).toBe(200);
        return Estimate.parse(await response.json());
      }),
    );
    expect(filled?.memory.peakMoment).toBe(plain?.memory.peakMoment);
    expect(filled?.workload).toEqual(plain?.workload);
  });

  it.each([
    ["an unknown key", { run: { ...RUN, epoch: 3 } }, "run.epoch", "epochs"],
    [
      "an unknown key of a part",
      { run: { ...RUN, dataset: { row: 5 } } },
      "run.dataset.row",
      "rows",
    ],
    ["an unknown key beside the run", { run: RUN, option: {} }, "option", "options"],
  ])("refuses %s and names the nearest", async (_, body, path, didYouMean) => {
    const response = await post("/v1/estimate", body);
    expect(response.status).toBe(400);
    expect((await problemsOf(response)).problems).toContainEqual(
      expect.objectContaining({ path, didYouMean }),
    );
  });

  it.each([
    ["an empty body", "", 400],
    ["half a JSON", '{"run":', 400],
    ["null", "null", 400],
    ["a list", "[]", 400],
    ["no model", { run: {} }, 400],
    ["a wrong kind", { run: { ...RUN, epochs: "three" } }, 400],
    ["a GPU that nobody makes", { run: { ...RUN, hardware: { gpu: "banana" } } }, 422],
  ])("refuses %s", async (_, body, status) => {
    const response = await post("/v1/estimate", body);
    expect(response.status).toBe(status);
    const { problems } = await problemsOf(response);
    expect(problems[0]?.message.length).toBeGreaterThan(8);
  });

  it("refuses another media type", async () => {
    const response = await post("/v1/estimate", "run=1", { "content-type": "text/plain" });
    expect(response.status).toBe(415);
    await problemsOf(response);
  });

  it("refuses more than 1 MiB with 413", async () => {
    const response = await post("/v1/estimate", { run: RUN, padding: "x".repeat(1_100_000) });
    expect(response.status).toBe(413);
    await problemsOf(response);
  });
});

describe("POST /v1/configs", () => {
  it("reads a config and passes over what is none", async () => {
    const response = await post("/v1/configs", {
      files: [
        {
          path: "train.yml",
          content:
            "base_model: NousResearch/Meta-Llama-3.1-8B\nadapter: qlora\nload_in_4bit: true\nsequence_len: 4096\nmicro_batch_size: 2\ngradient_accumulation_steps: 4\nnum_epochs: 2\nlora_r: 16\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n",
        },
        { path: "docker-compose.yml", content: "services:\n  web:\n    image: nginx\n" },
      ],
    });
    expect(response.status).toBe(200);
    const { files } = (await response.json()) as { files: Record<string, unknown>[] };
    expect(files.map(({ kind }) => kind)).toEqual(["training", "other"]);
    expect(files[0]).toMatchObject({
      framework: "axolotl",
      run: { technique: "qlora", epochs: 2 },
    });
  });

  it.each([
    ["no files", { files: [] }],
    ["an unknown key", { files: [{ path: "a.yml", content: "", text: "" }] }],
  ])("refuses %s", async (_, body) => {
    const response = await post("/v1/configs", body);
    expect(response.status).toBe(400);
    await problemsOf(response);
  });
});

describe("lists", () => {
  it.each([
    ["/v1/gpus", "gpus", "H100-80GB-SXM"],
    ["/v1/models", "models", "meta-llama/Llama-3.1-8B"],
  ])("%s pages by cursor to the same rows as the whole", async (path, key, known) => {
    type Page = { next?: string } & Record<string, { id: string }[]>;
    const whole = (await (await ftcost.fetch(path)).json()) as Page;
    expect(whole[key]?.map(({ id }) => id)).toContain(known);
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = (await (
        await ftcost.fetch(
          `${path}?limit=50${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
        )
      ).json()) as Page;
      expect(page[key]!.length).toBeLessThanOrEqual(50);
      seen.push(...page[key]!.map(({ id }) => id));
      cursor = page.next ?? "";
    } while (cursor !== "");
    expect(seen).toEqual(whole[key]!.map(({ id }) => id));
  });

  it("refuses a cursor of nobody and an unknown query key", async () => {
    for (const query of ["cursor=banana", "limits=3", "limit=0"]) {
      const response = await ftcost.fetch(`/v1/gpus?${query}`);
      expect(response.status).toBe(400);
      await problemsOf(response);
    }
  });

  it("answers 304 to who has it already", async () => {
    for (const path of ["/v1/gpus", "/v1/catalog", "/openapi.json"]) {
      const tag = (await ftcost.fetch(path)).headers.get("etag");
      expect(tag, path).toMatch(/^(W\/)?".+"$/);
      const again = await ftcost.fetch(path, { headers: { "if-none-match": tag! } });
      expect(again.status, path).toBe(304);
    }
  });
});

describe("at the edge of /v1", () => {
  it("lets any origin call it", async () => {
    const response = await ftcost.fetch("/v1/estimate", {
      method: "OPTIONS",
      headers: {
        origin: "https://elsewhere.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-methods")).toContain("POST");
  });

  it("names what is not there, and the method that is", async () => {
    const nowhere = await ftcost.fetch("/v1/banana");
    expect(nowhere.status).toBe(404);
    await problemsOf(nowhere);
    const wrongMethod = await ftcost.fetch("/v1/estimate");
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get("allow")).toBe("POST");
  });

  it("asks who comes too often to wait, and nobody else", async () => {
    const knock = (ip: string) => post("/v1/configs", { files: [] }, { "cf-connecting-ip": ip });
    let refused: Response | undefined;
    for (let count = 0; count < 1000 && refused === undefined; count++) {
      const response = await knock("203.0.113.7");
      if (response.status === 429) refused = response;
      else await response.arrayBuffer();
    }
    expect(refused?.status).toBe(429);
    expect(refused?.headers.get("retry-after")).toBe("60");
    expect((await problemsOf(refused!)).problems[0]?.message).toContain("minute");
    expect((await knock("203.0.113.8")).status).toBe(400);
  });
});
