import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EXAMPLES } from "../../handlers/slack/blocks/help.ts";
import {
  commandBody,
  FakeSlack,
  FORM,
  payloadBody,
  signed,
  SIGNING_SECRET,
} from "../fakes/slack.ts";
import { type Ftcost, startFtcost, until } from "./harness.ts";

let ftcost: Ftcost;
let slack: FakeSlack;
const TEAM = "T1";

beforeAll(async () => {
  slack = new FakeSlack();
  const team = slack.addTeam(TEAM);
  ftcost = await startFtcost({ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: team.token });
  ftcost.internet.host("slack.com", (request) => slack.api(request));
  ftcost.internet.host("hooks.slack.com", (request) => slack.hooks(request));
});
afterAll(() => ftcost.close());
beforeEach(() => {
  slack.sent.length = 0;
  slack.delivered.length = 0;
  slack.refused.length = 0;
  slack.teams.get(TEAM)!.refuses.clear();
});

type Json = Record<string, unknown>;
const post = (body: string, type = FORM) => ftcost.fetch("/slack/events", signed(body, type));

/** The answer to a command, whichever way it came: in the acknowledgement or by response_url. */
const ask = async (text: string): Promise<Json> => {
  const before = slack.delivered.length;
  const response = await post(commandBody(slack, TEAM, text));
  expect(response.status).toBe(200);
  const acked = await response.text();
  if (acked !== "") return JSON.parse(acked) as Json;
  return (await until(() => slack.delivered[before])).payload;
};
const wordsOf = (message: Json): string => JSON.stringify(message);
const blockOf = (message: Json, type: string): Json | undefined =>
  (message["blocks"] as Json[]).find((block) => block["type"] === type);
const action = (message: Json, actionId: string, more: Json = {}) =>
  payloadBody({
    type: "block_actions",
    team: { id: TEAM },
    user: { id: `U1${TEAM}`, team_id: TEAM },
    channel: { id: `C1${TEAM}` },
    container: { type: "message", is_ephemeral: true },
    response_url: slack.responseUrl(TEAM, actionId),
    trigger_id: slack.triggerId(TEAM),
    actions: [
      {
        type: "button",
        action_id: actionId,
        block_id: blockOf(message, "actions")!["block_id"],
        ...more,
      },
    ],
  });
const act = async (message: Json, actionId: string, more: Json = {}): Promise<Json> => {
  const before = slack.delivered.length;
  expect((await post(action(message, actionId, more))).status).toBe(200);
  return (await until(() => slack.delivered[before])).payload;
};

describe("the signature", () => {
  const body = () => commandBody(slack, TEAM, "help");
  const now = () => Math.floor(Date.now() / 1000);
  it("is taken when right", async () => {
    expect((await ftcost.fetch("/slack/events", signed(body(), FORM))).status).toBe(200);
  });
  it.each([
    ["made with another secret", () => signed(body(), FORM, now(), "other")],
    ["older than five minutes", () => signed(body(), FORM, now() - 301)],
    ["more than five minutes ahead", () => signed(body(), FORM, now() + 310)],
    ["of another body", () => ({ ...signed(body(), FORM), body: `${body()}&x=1` })],
    [
      "without any header",
      () => ({ method: "POST", body: body(), headers: { "content-type": FORM } }),
    ],
    [
      "without the signature",
      () => ({
        method: "POST",
        body: body(),
        headers: { "content-type": FORM, "x-slack-request-timestamp": String(now()) },
      }),
    ],
    [
      "without the time",
      () => ({
        method: "POST",
        body: body(),
        headers: { "content-type": FORM, "x-slack-signature": "v0=00" },
      }),
    ],
    [
      "with a time that is none",
      () => ({
        method: "POST",
        body: body(),
        headers: {
          "content-type": FORM,
          "x-slack-signature": "v0=00",
          "x-slack-request-timestamp": "soon",
        },
      }),
    ],
    [
      "of no known version",
      () => ({
        method: "POST",
        body: body(),
        headers: {
          "content-type": FORM,
          "x-slack-signature": "v9",
          "x-slack-request-timestamp": String(now()),
        },
      }),
    ],
  ])("is refused %s", async (_, init) => {
    expect((await ftcost.fetch("/slack/events", init() as RequestInit)).status).toBe(401);
  });
  it("comes before reading: an empty, a broken and a huge body give no 5xx", async () => {
    for (const text of ["", "%%%", "payload=%7B", `text=${"x".repeat(1_100_000)}`])
      expect((await ftcost.fetch("/slack/events", signed(text, FORM))).status).toBeLessThan(500);
  });
  it("covers the address's challenge", async () => {
    const challenge = JSON.stringify({ type: "url_verification", challenge: "abc" });
    expect(await (await post(challenge, "application/json")).json()).toEqual({ challenge: "abc" });
  });
});

describe("/ftcost", () => {
  it("answers in Block Kit, and its text carries the answer", async () => {
    const message = await ask("llama-3.1-8b qlora 50k rows 3 epochs on h100");
    expect(message["response_type"]).toBe("ephemeral");
    expect(message["text"]).toMatch(
      /Llama-3\.1-8B: \$[\d.,]+, [\d.]+ (h|min|days) on \d+x H100-80GB-SXM at /,
    );
    expect(message["text"]).toMatch(/\$[\d.,]+ to \$[\d.,]+/);
    expect(blockOf(message, "data_table")).toBeDefined();
    expect(slack.refused).toEqual([]);
  });
  it.each(EXAMPLES)("help's example works as printed: %s", async (example) => {
    const message = await ask(example.replace("/ftcost ", ""));
    expect(message["text"]).toMatch(/\$[\d.,]+/);
    expect(wordsOf(message)).not.toContain("Not understood");
  });
  it("help shows three examples", async () => {
    const message = wordsOf(await ask("help"));
    for (const example of EXAMPLES) expect(message).toContain(example);
  });
  it("says what it did not understand, with the nearest word, and answers the rest", async () => {
    const message = wordsOf(await ask("llama-3.1-8b qlroa 50k rows"));
    expect(message).toContain("qlroa");
    expect(message).toContain("`qlora`");
    expect(message).toMatch(/\$[\d.,]+/);
  });
  it("asks for the model when none was named, and offers the form", async () => {
    const message = await ask("qlora 50k rows");
    expect(message["text"]).toContain("Which base model?");
    expect(wordsOf(blockOf(message, "actions")!)).toContain("form");
  });
  it("sends sections where the workspace refuses tables, and remembers it", async () => {
    slack.teams.get(TEAM)!.refuses.add("data_table");
    const message = await ask("qwen3-8b lora 20k rows");
    expect(blockOf(message, "data_table")).toBeUndefined();
    expect(message["text"]).toMatch(/\$[\d.,]+/);
    expect(slack.refused).toHaveLength(1);
    await ask("qwen3-8b lora 30k rows");
    expect(slack.refused).toHaveLength(1);
    await ftcost.reset();
  });
  it("waits as Slack says when a response_url is busy", async () => {
    slack.busyResponses = 1;
    const message = await ask("qwen3-8b lora 21k rows");
    expect(message["text"]).toMatch(/\$/);
  });
  it("does a delivery once, however often it comes", async () => {
    const body = commandBody(slack, TEAM, "qwen3-8b lora 22k rows");
    await post(body);
    await until(() => slack.delivered[0]);
    expect(await (await post(body)).text()).toBe("");
    await ask("help");
    expect(slack.delivered).toHaveLength(1);
  });
  it("escapes what a person wrote", async () => {
    const message = wordsOf(await ask("llama-3.1-8b <!channel> &lt;!everyone&gt; 5k rows"));
    expect(message).not.toContain("<!");
  });
});

describe("a message of ours", () => {
  it("is estimated again in place when a select changes", async () => {
    const message = await ask("llama-3.1-8b qlora 50k rows 3 epochs on h100");
    const changed = await act(message, "gpu", {
      type: "static_select",
      selected_option: { value: "A100-80GB-SXM" },
    });
    expect(changed["replace_original"]).toBe(true);
    expect(changed["text"]).toContain("A100-80GB-SXM");
    const again = await act(changed, "epochs", {
      type: "static_select",
      selected_option: { value: "1" },
    });
    expect(again["text"]).toContain("A100-80GB-SXM");
    expect(blockOf(again, "actions")!["block_id"]).not.toBe(
      blockOf(changed, "actions")!["block_id"],
    );
    const full = await act(again, "technique", {
      type: "static_select",
      selected_option: { value: "full" },
    });
    expect(wordsOf(full)).toContain("full");
    expect(slack.refused).toEqual([]);
  });
  it("is shared in the channel without selects", async () => {
    const shared = await act(await ask("llama-3.1-8b qlora 50k rows"), "share");
    expect(shared["response_type"]).toBe("in_channel");
    expect(wordsOf(shared)).not.toContain("static_select");
    expect(wordsOf(shared)).toContain(`<@U1${TEAM}>`);
    const own = await act(shared, "vary");
    expect(own["response_type"]).toBe("ephemeral");
    expect(wordsOf(own)).toContain("static_select");
  });
  it("opens its details at once and fills them in", async () => {
    const message = await ask("llama-3.1-8b qlora 50k rows");
    await post(action(message, "details"));
    const update = await until(() => slack.sent.find(({ method }) => method === "views.update"));
    expect(wordsOf(update.payload)).toContain("The whole bill");
    expect(wordsOf(update.payload)).toContain("Weights");
    expect(slack.refused).toEqual([]);
  });
  it("draws its charts, and says them in words where charts are refused", async () => {
    const message = await ask("llama-3.1-8b qlora 50k rows");
    expect(blockOf(await act(message, "charts"), "data_visualization")).toBeDefined();
    slack.teams.get(TEAM)!.refuses.add("data_visualization");
    const plain = await act(await ask("llama-3.1-8b qlora 51k rows"), "charts");
    expect(wordsOf(plain)).toContain("Weights");
    await ftcost.reset();
  });
  it("too large for a block_id keeps its state in the workspace", async () => {
    const config = Array.from({ length: 40 }, (_, at) => `"m${at}_${"proj".repeat(3)}"`).join(", ");
    const message = await ask(
      `\`\`\`base_model: Qwen/Qwen3-8B\nadapter: lora\nlora_r: 16\nlora_target_modules: [${config}]\nsequence_len: 2048\nmicro_batch_size: 1\nnum_epochs: 2\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n\`\`\``,
    );
    expect(String(blockOf(message, "actions")!["block_id"])).toMatch(/^k\./);
    const changed = await act(message, "epochs", {
      type: "static_select",
      selected_option: { value: "5" },
    });
    expect(changed["text"]).toMatch(/\$/);
  });
  it("of which nothing is known any more says so", async () => {
    const stale = { blocks: [{ type: "actions", block_id: "k.0000000000000000.0" }] };
    expect((await act(stale, "share"))["text"]).toContain("too old");
  });
});

describe("the form", () => {
  const submit = (view: Json, values: Json) =>
    post(
      payloadBody({
        type: "view_submission",
        team: { id: TEAM },
        user: { id: `U1${TEAM}`, team_id: TEAM },
        view: {
          id: `V${Math.random()}`,
          type: "modal",
          callback_id: "form",
          private_metadata: view["private_metadata"],
          state: { values },
        },
      }),
    );
  const opened = async (): Promise<Json> =>
    (await until(() => slack.sent.find(({ method }) => method === "views.open"))).payload[
      "view"
    ] as Json;
  it("opens prefilled with whatever was understood, and answers when sent", async () => {
    await post(commandBody(slack, TEAM, "form qwen3-8b lora r=64 5k rows"));
    const view = await opened();
    expect(wordsOf(view)).toContain("Qwen/Qwen3-8B");
    expect(wordsOf(view)).toContain("5000");
    const values = {
      model: { value: { value: "qwen3-8b" } },
      technique: { value: { selected_option: { value: "lora" } } },
      rows: { value: { value: "10k rows" } },
      gpu: { value: { value: "2xa100" } },
    };
    expect(await (await submit(view, values)).text()).toBe("");
    const message = (await until(() => slack.delivered[0])).payload;
    expect(message["text"]).toContain("2x A100-80GB-SXM");
  });
  it("complains at the field that is wrong", async () => {
    await post(commandBody(slack, TEAM, "form"));
    const response = await submit(await opened(), {
      model: { value: { value: "lamma-3.1-8b" } },
      gpu: { value: { value: "h1000" } },
    });
    const answer = (await response.json()) as { response_action: string; errors: Json };
    expect(answer.response_action).toBe("errors");
    expect(Object.keys(answer.errors)).toContain("gpu");
  });
});

describe("other commands", () => {
  it("compare puts runs side by side and says the difference", async () => {
    const message = await ask("compare llama-3.1-8b lora vs qlora 20k rows");
    expect(message["text"]).toMatch(/A: lora: \$.*B: qlora: \$.*against A/s);
    expect(slack.refused).toEqual([]);
  });
  it("budget says the best that fits", async () => {
    expect((await ask("budget $50 llama-3.1-8b 50k rows"))["text"]).toMatch(
      /For \$50\.00: \w+ on \d+x /,
    );
  });
  it("decide says which way is cheaper and where it tips", async () => {
    const message = await ask("decide rent or buy 4090 200 hours a month for $1,900");
    expect(message["text"]).toContain("Rent the GPU or buy it?");
    expect(wordsOf(message)).toContain("It tips when");
    const open = await ask("decide rent or buy");
    expect(wordsOf(open)).toContain("Which GPU?");
  });
  it("prices lists what renting costs, with dates", async () => {
    const message = await ask("prices h100");
    expect(message["text"]).toMatch(/H100-80GB-SXM from \$[\d.]+\/h per GPU at .*20\d\d-/);
    expect(slack.refused).toEqual([]);
  });
  it("alerts are set, listed and ended per channel", async () => {
    expect((await ask("alerts"))["text"]).toContain("no price alerts");
    expect((await ask("alerts on h100 5%"))["text"]).toContain("H100-80GB-SXM moves by 5 %");
    expect((await ask("alerts"))["text"]).toContain("H100-80GB-SXM: moves of 5 %");
    expect((await ask("alerts off h100"))["text"]).toContain("Ended: H100-80GB-SXM");
    expect((await ask("alerts"))["text"]).toContain("no price alerts");
  });
  it("runs are saved, listed, estimated again and deleted", async () => {
    expect((await ask("save nightly llama-3.1-8b qlora 50k rows"))["text"]).toContain(
      "Saved as *nightly*",
    );
    expect((await ask("runs"))["text"]).toContain("nightly");
    expect((await ask("runs nightly"))["text"]).toMatch(/Llama-3\.1-8B: \$/);
    expect((await ask("runs delete nightly"))["text"]).toContain("Deleted");
    expect((await ask("runs nightly"))["text"]).toContain("No saved run");
  });
});

describe("events", () => {
  let nextEvent = 0;
  const event = (inner: Json, id = `Ev${++nextEvent}`) =>
    post(
      JSON.stringify({ type: "event_callback", team_id: TEAM, event_id: id, event: inner }),
      "application/json",
    );
  it("a mention in a thread is answered in the thread, once", async () => {
    const mention = {
      type: "app_mention",
      user: `U1${TEAM}`,
      channel: `C1${TEAM}`,
      text: "<@UBOT> llama-3.1-8b qlora 5k rows",
      ts: "2.0",
      thread_ts: "1.0",
    };
    await event(mention, "EvMention");
    await event(mention, "EvMention");
    const sent = await until(() => slack.sent.find(({ method }) => method === "chat.postMessage"));
    expect(sent.payload["thread_ts"]).toBe("1.0");
    expect(sent.payload["text"]).toMatch(/\$/);
    await ask("help");
    expect(slack.sent.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
  });
  it("a mention's answer has no selects: nobody changes it under others' eyes", async () => {
    await event({
      type: "app_mention",
      user: `U1${TEAM}`,
      channel: `C1${TEAM}`,
      text: "<@UBOT> llama-3.1-8b qlora 5k rows",
      ts: "5.0",
    });
    const { payload } = await until(() =>
      slack.sent.find(({ method }) => method === "chat.postMessage"),
    );
    expect(wordsOf(payload)).not.toContain("static_select");
    const own = await act(payload, "vary");
    expect(own["response_type"]).toBe("ephemeral");
    expect(wordsOf(own)).toContain("static_select");
  });
  it("a mention waits as Slack says when the Web API is busy", async () => {
    slack.busyCalls = 1;
    await event({
      type: "app_mention",
      user: `U1${TEAM}`,
      channel: `C1${TEAM}`,
      text: "<@UBOT> help",
      ts: "6.0",
    });
    await until(() => slack.sent.find(({ method }) => method === "chat.postMessage"));
    expect(slack.busyCalls).toBe(0);
  });
  it("App Home shows recent estimates, saved runs, alerts and the age of prices", async () => {
    await ask("save weekly qwen3-8b lora 5k rows");
    await ask("alerts on a100 7%");
    await ask("llama-3.1-8b qlora 50k rows");
    await event({ type: "app_home_opened", user: `U1${TEAM}`, tab: "home", channel: "D1" });
    const view = wordsOf(
      (await until(() => slack.sent.find(({ method }) => method === "views.publish"))).payload,
    );
    for (const word of ["Llama-3.1-8B", "weekly", "A100-80GB-SXM: moves of 7 %", "Prices as of 20"])
      expect(view).toContain(word);
    expect(slack.refused).toEqual([]);
  });
  it("a link to our page unfurls with what was said then; a foreign link does not", async () => {
    const message = await ask("llama-3.1-8b qlora 50k rows");
    const url = /"url":"([^"]+\/e\/[^"]+)"/.exec(wordsOf(message))![1]!;
    await event({
      type: "link_shared",
      channel: `C1${TEAM}`,
      message_ts: "3.0",
      links: [{ url }, { url: "https://example.com/e/1abc" }],
    });
    const sent = await until(() => slack.sent.find(({ method }) => method === "chat.unfurl"));
    expect(Object.keys(sent.payload["unfurls"] as Json)).toEqual([url]);
    expect(wordsOf(sent.payload)).toMatch(/\$/);
  });
  it("removal of the app forgets what was saved", async () => {
    await ask("save gone qwen3-8b lora 5k rows");
    await event({ type: "app_uninstalled" });
    await until(async () => ((await ask("runs"))["text"] as string).includes("saved no runs"));
    expect((await ask("alerts"))["text"]).toContain("no price alerts");
  });
  it("the message shortcut opens the form with the message's words", async () => {
    await post(
      payloadBody({
        type: "message_action",
        callback_id: "estimate_message",
        trigger_id: slack.triggerId(TEAM),
        team: { id: TEAM },
        user: { id: `U1${TEAM}`, team_id: TEAM },
        channel: { id: `C1${TEAM}` },
        message: {
          type: "message",
          text: "we should full fine-tune mistral 7b on 20k rows",
          ts: "4.0",
        },
        response_url: slack.responseUrl(TEAM),
      }),
    );
    const view = wordsOf(
      (await until(() => slack.sent.find(({ method }) => method === "views.open"))).payload,
    );
    expect(view).toContain("mistralai/Mistral-7B-v0.1");
    expect(view).toContain("20000");
  });
});

it("nothing went to a host that nobody stands in for", () => {
  expect(ftcost.internet.unrouted).toEqual([]);
});
