/** The stand-in Slack refuses what Slack refuses: a flow test that passes has passed something. */
import { beforeEach, describe, expect, it } from "vitest";
import { isFromSlack } from "../../../handlers/slack/receiver.ts";
import { CLIENT_ID, CLIENT_SECRET, FakeSlack, sign, SIGNING_SECRET } from "../../fakes/slack.ts";

let slack: FakeSlack;
let token = "";
beforeEach(() => {
  slack = new FakeSlack();
  token = slack.addTeam("T1").token;
});

const call = async (method: string, payload: unknown, bearer = token): Promise<unknown> =>
  (
    await slack.api(
      new Request(`https://slack.com/api/${method}`, {
        method: "POST",
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
        body: JSON.stringify(payload),
      }),
    )
  ).json();
const respond = async (url: string, payload: unknown = { text: "x" }): Promise<Response> =>
  slack.hooks(new Request(url, { method: "POST", body: JSON.stringify(payload) }));
const view = {
  type: "modal",
  title: { type: "plain_text", text: "x" },
  blocks: [{ type: "divider" }],
};

describe("the Web API", () => {
  it("takes a right call", async () => {
    expect(await call("chat.postMessage", { channel: "C1T1", text: "x" })).toMatchObject({
      ok: true,
    });
    expect(slack.refused).toEqual([]);
  });
  it.each([
    [
      "a wrong token",
      "chat.postMessage",
      { channel: "C1T1", text: "x" },
      "xoxb-wrong",
      "invalid_auth",
    ],
    [
      "another workspace's channel",
      "chat.postMessage",
      { channel: "C1T2", text: "x" },
      undefined,
      "channel_not_found",
    ],
    [
      "a message without text",
      "chat.postMessage",
      { channel: "C1T1", text: "" },
      undefined,
      "invalid_blocks",
    ],
    [
      "an unknown method",
      "chat.delete",
      { channel: "C1T1", text: "x" },
      undefined,
      "unknown_method",
    ],
    [
      "an unknown trigger",
      "views.open",
      { trigger_id: "x", view },
      undefined,
      "invalid_trigger_id",
    ],
  ] as const)("refuses %s", async (_, method, payload, bearer, error) => {
    const answered = await call(method, payload, bearer ?? token);
    expect(answered).toMatchObject({ ok: false, error });
  });
  it("refuses a call without its scope", async () => {
    const bare = slack.addTeam("T9", ["commands"]);
    expect(
      await call("chat.postMessage", { channel: "C1T9", text: "x" }, bare.token),
    ).toMatchObject({
      ok: false,
      error: "missing_scope",
    });
  });
  it("refuses an expired token", async () => {
    const team = slack.addTeam("TE");
    slack.rotate(team, -1);
    expect(
      await call("chat.postMessage", { channel: "C1TE", text: "x" }, team.token),
    ).toMatchObject({
      error: "invalid_auth",
    });
  });
  it("refuses a trigger that was used, is three seconds old, or another workspace's", async () => {
    const used = slack.triggerId("T1");
    expect(await call("views.open", { trigger_id: used, view })).toMatchObject({ ok: true });
    expect(await call("views.open", { trigger_id: used, view })).toMatchObject({
      error: "exchanged_trigger_id",
    });
    const old = slack.triggerId("T1");
    slack.now = () => Date.now() + 3_100;
    expect(await call("views.open", { trigger_id: old, view })).toMatchObject({
      error: "expired_trigger_id",
    });
    expect(await call("views.open", { trigger_id: slack.triggerId("T2"), view })).toMatchObject({
      error: "invalid_trigger_id",
    });
  });
  it("refuses blocks and views beyond the limits", async () => {
    const blocks = Array.from({ length: 51 }, () => ({ type: "divider" }));
    expect(await call("chat.postMessage", { channel: "C1T1", text: "x", blocks })).toMatchObject({
      error: "invalid_blocks",
    });
    expect(
      await call("views.open", {
        trigger_id: slack.triggerId("T1"),
        view: { ...view, title: { type: "plain_text", text: "x".repeat(25) } },
      }),
    ).toMatchObject({ error: "invalid_arguments" });
    slack.teams.get("T1")!.refuses.add("divider");
    expect(
      await call("chat.postMessage", { channel: "C1T1", text: "x", blocks: [{ type: "divider" }] }),
    ).toMatchObject({ error: "invalid_blocks" });
  });
});

describe("a response_url", () => {
  it("is good for five uses", async () => {
    const url = slack.responseUrl("T1");
    for (let turn = 0; turn < 5; turn++) expect((await respond(url)).status).toBe(200);
    expect((await respond(url)).status).toBe(404);
    expect(slack.refused).toEqual(["response_url: used_url"]);
  });
  it("is good for thirty minutes", async () => {
    const url = slack.responseUrl("T1");
    slack.now = () => Date.now() + 29 * 60_000;
    expect((await respond(url)).status).toBe(200);
    slack.now = () => Date.now() + 31 * 60_000;
    expect((await respond(url)).status).toBe(404);
  });
  it("is not invented, and takes no blocks beyond the limits", async () => {
    expect((await respond("https://hooks.slack.com/commands/T1/none")).status).toBe(404);
    const section = { type: "section", text: { type: "mrkdwn", text: "x".repeat(3001) } };
    expect((await respond(slack.responseUrl("T1"), { text: "x", blocks: [section] })).status).toBe(
      400,
    );
  });
});

describe("OAuth", () => {
  const access = async (form: Record<string, string>, secret = CLIENT_SECRET): Promise<unknown> =>
    (
      await slack.api(
        new Request("https://slack.com/api/oauth.v2.access", {
          method: "POST",
          headers: { authorization: `Basic ${btoa(`${CLIENT_ID}:${secret}`)}` },
          body: new URLSearchParams(form),
        }),
      )
    ).json();
  it("refuses a wrong secret, an unknown or used code, another address, a used refresh token", async () => {
    const team = slack.addTeam("TO");
    slack.codes.set("c", { team, redirectUri: "https://a.example/" });
    expect(await access({ code: "c", redirect_uri: "https://a.example/" }, "wrong")).toMatchObject({
      error: "bad_client_secret",
    });
    expect(await access({ code: "c", redirect_uri: "https://b.example/" })).toMatchObject({
      error: "bad_redirect_uri",
    });
    expect(await access({ code: "c", redirect_uri: "https://a.example/" })).toMatchObject({
      ok: true,
    });
    expect(await access({ code: "c", redirect_uri: "https://a.example/" })).toMatchObject({
      error: "invalid_code",
    });
    slack.rotate(team);
    const refresh = { grant_type: "refresh_token", refresh_token: team.refreshToken! };
    expect(await access(refresh)).toMatchObject({ ok: true });
    expect(await access(refresh)).toMatchObject({ error: "invalid_refresh_token" });
  });
});

describe("the signature", () => {
  const now = 1_800_000_000;
  const headers = (timestamp: number, secret = SIGNING_SECRET, body = "text=x") =>
    new Headers({
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": sign(body, timestamp, secret),
    });
  it.each([
    ["right", headers(now), true],
    ["five minutes old", headers(now - 300), true],
    ["older", headers(now - 301), false],
    ["of the near future", headers(now + 300), true],
    ["of the far future", headers(now + 301), false],
    ["of another secret", headers(now, "other"), false],
    ["of another body", headers(now, SIGNING_SECRET, "text=y"), false],
    ["missing", new Headers({ "x-slack-request-timestamp": String(now) }), false],
    ["without its time", new Headers({ "x-slack-signature": sign("text=x", now) }), false],
    [
      "of no length",
      new Headers({ "x-slack-request-timestamp": String(now), "x-slack-signature": "v0=" }),
      false,
    ],
  ] as const)("%s", (_, given, isTaken) => {
    expect(isFromSlack(given, "text=x", SIGNING_SECRET, now)).toBe(isTaken);
  });
});
