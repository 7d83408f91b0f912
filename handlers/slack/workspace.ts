/**
 * One Durable Object per Slack workspace (`env.WORKSPACE.getByName("T123")`): its sealed
 * installation, what its people saved and asked lately, ids of deliveries already seen, and which kinds of
 * block it refused. SQLite; nothing of it is in KV. `purge` forgets everything.
 */
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../../src/env.ts";
import { type Installation, REFRESH_BEFORE_SECONDS, refreshed, slackApi } from "./installation.ts";
import { open, seal } from "./seal.ts";

export type Saved = { name: string; run: string; savedAt: string };
export type Recent = { headline: string; run: string; askedAt: string };
export type Welcome = { isFirst: boolean; refuses: string[] };

const SEEN_FOR_MS = 3_600_000;
const STATE_FOR_MS = 14 * 86_400_000;
const MAX_SAVED_PER_USER = 50;
const MAX_RECENT_PER_USER = 8;
const MAX_STATE_CHARACTERS = 100_000;

export class Workspace extends DurableObject<Env> {
  #refreshing: Promise<Installation> | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#tables();
  }

  #tables(): void {
    this.ctx.storage.sql.exec(`
      CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS state (id TEXT PRIMARY KEY, json TEXT NOT NULL, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS saved (user TEXT, name TEXT, run TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (user, name));
      CREATE TABLE IF NOT EXISTS recent (id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT, headline TEXT NOT NULL, run TEXT NOT NULL, at TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    `);
  }

  #rows<T>(query: string, ...values: (string | number)[]): T[] {
    return this.ctx.storage.sql.exec(query, ...values).toArray() as T[];
  }

  /** First contact of a delivery: whether it is new, and which blocks this workspace refuses. */
  async welcome(deliveryId: string): Promise<Welcome> {
    const now = Date.now();
    this.ctx.storage.sql.exec("DELETE FROM seen WHERE at < ?", now - SEEN_FOR_MS);
    const known = this.#rows("SELECT id FROM seen WHERE id = ?", deliveryId).length > 0;
    if (!known) this.ctx.storage.sql.exec("INSERT INTO seen VALUES (?, ?)", deliveryId, now);
    return { isFirst: !known, refuses: this.#refused() };
  }

  #refused(): string[] {
    const [fact] = this.#rows<{ value: string }>("SELECT value FROM facts WHERE name = 'refuses'");
    return fact === undefined ? [] : (JSON.parse(fact.value) as string[]);
  }

  async rememberRefusal(kinds: readonly string[]): Promise<void> {
    const all = [...new Set([...this.#refused(), ...kinds])];
    this.#setFact("refuses", JSON.stringify(all));
  }

  #setFact(name: string, value: string): void {
    this.ctx.storage.sql.exec("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value);
  }

  async keepState(json: string): Promise<string> {
    if (json.length > MAX_STATE_CHARACTERS)
      throw new RangeError("a state this large cannot be kept");
    const now = Date.now();
    this.ctx.storage.sql.exec("DELETE FROM state WHERE at < ?", now - STATE_FOR_MS);
    const id = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
    this.ctx.storage.sql.exec("INSERT INTO state VALUES (?, ?, ?)", id, json, now);
    return id;
  }

  async findState(id: string): Promise<string | null> {
    return this.#rows<{ json: string }>("SELECT json FROM state WHERE id = ?", id)[0]?.json ?? null;
  }

  /** False when the person's shelf is full. */
  async save(user: string, name: string, run: string): Promise<boolean> {
    const others = this.#rows<{ n: number }>(
      "SELECT count(*) AS n FROM saved WHERE user = ? AND name <> ?",
      user,
      name,
    )[0]!.n;
    if (others >= MAX_SAVED_PER_USER) return false;
    const at = new Date().toISOString();
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO saved VALUES (?, ?, ?, ?)",
      user,
      name,
      run,
      at,
    );
    return true;
  }

  async saved(user: string): Promise<Saved[]> {
    return this.#rows<Saved>(
      "SELECT name, run, at AS savedAt FROM saved WHERE user = ? ORDER BY at DESC",
      user,
    );
  }

  async forget(user: string, name: string): Promise<boolean> {
    return (
      this.#rows("DELETE FROM saved WHERE user = ? AND name = ? RETURNING name", user, name)
        .length > 0
    );
  }

  async remember(user: string, headline: string, run: string): Promise<void> {
    const sql = this.ctx.storage.sql;
    sql.exec("DELETE FROM recent WHERE user = ? AND run = ?", user, run);
    sql.exec(
      "INSERT INTO recent (user, headline, run, at) VALUES (?, ?, ?, ?)",
      user,
      headline,
      run,
      new Date().toISOString(),
    );
    sql.exec(
      "DELETE FROM recent WHERE user = ?1 AND id NOT IN (SELECT id FROM recent WHERE user = ?1 ORDER BY id DESC LIMIT ?2)",
      user,
      MAX_RECENT_PER_USER,
    );
  }

  async recent(user: string): Promise<Recent[]> {
    return this.#rows<Recent>(
      "SELECT headline, run, at AS askedAt FROM recent WHERE user = ? ORDER BY id DESC",
      user,
    );
  }

  async install(teamId: string, installation: Installation): Promise<void> {
    this.#setFact("team", teamId);
    await this.#keep(teamId, installation);
  }

  async #keep(teamId: string, installation: Installation): Promise<void> {
    const keys = this.env.TOKEN_ENCRYPTION_KEY ?? "";
    this.#setFact("installation", await seal(JSON.stringify(installation), keys, teamId));
  }

  /**
   * The workspace's installation with a token that is good for a while yet; null when there is none. A
   * refresh token works once, so that only this object, and only one call at a time, may use it.
   */
  async installation(teamId: string): Promise<Installation | null> {
    const [fact] = this.#rows<{ value: string }>(
      "SELECT value FROM facts WHERE name = 'installation'",
    );
    if (fact === undefined) return null;
    const opened = await open(fact.value, this.env.TOKEN_ENCRYPTION_KEY ?? "", teamId);
    const installation = JSON.parse(opened.text) as Installation;
    if (opened.isOld) await this.#keep(teamId, installation);
    const soon = Date.now() / 1000 + REFRESH_BEFORE_SECONDS;
    if (installation.expiresAt === undefined || installation.expiresAt > soon) return installation;
    this.#refreshing ??= this.#refresh(teamId, installation).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(teamId: string, installation: Installation): Promise<Installation> {
    const next = await refreshed(installation, this.env, Date.now() / 1000);
    await this.#keep(teamId, next);
    return next;
  }

  /** For what starts without a request of Slack's: alerts. True when Slack took it. */
  async postMessage(channel: string, text: string): Promise<boolean> {
    const [fact] = this.#rows<{ value: string }>("SELECT value FROM facts WHERE name = 'team'");
    const installation = fact === undefined ? null : await this.installation(fact.value);
    if (installation === null) return false;
    const response = await fetch(`${slackApi(this.env)}chat.postMessage`, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(8_000),
      headers: {
        authorization: `Bearer ${installation.botToken}`,
        "content-type": "application/json; charset=utf-8",
      },
      body: JSON.stringify({ channel, text, unfurl_links: false, unfurl_media: false }),
    });
    const answer = (await response.json().catch(() => ({}))) as { ok?: boolean };
    return response.ok && answer.ok === true;
  }

  /** After an uninstall or revoked tokens: nothing of the workspace is left. */
  async purge(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#tables();
  }
}
