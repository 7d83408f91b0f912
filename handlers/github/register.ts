import { DurableObject } from "cloudflare:workers";
import type { Env } from "../../src/env.ts";
import { pullRequest, type Pull } from "./objects.ts";

/** One run's real cost, as somebody told it. */
export type Actual = { repositoryId: number; estimatedUsd: number; actualUsd: number; at: number };

/** Sub-requests to our own objects in one invocation. */
const PER_ALARM = 20;
const ACTUALS_KEPT = 20;

type Row = {
  installation: number;
  repository: number;
  number: number;
  owner: string;
  repo: string;
};

/**
 * Which pull requests are open, by installation: so that a price move finds them and an uninstall
 * deletes all that is stored about them. Work over many of them goes on from alarm to alarm.
 */
export class Register extends DurableObject<Env> {
  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    state.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS pulls (repository INTEGER, number INTEGER, installation INTEGER,
         owner TEXT, repo TEXT, task TEXT, PRIMARY KEY (repository, number));
       CREATE TABLE IF NOT EXISTS actuals (installation INTEGER, repository INTEGER,
         estimated REAL, actual REAL, at INTEGER);`,
    );
  }

  get #sql() {
    return this.ctx.storage.sql;
  }

  async open(pull: Pull): Promise<void> {
    this.#sql.exec(
      `INSERT INTO pulls VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET
         installation = excluded.installation, owner = excluded.owner, repo = excluded.repo`,
      pull.repositoryId,
      pull.number,
      pull.installationId,
      pull.owner,
      pull.repo,
    );
  }

  async close(pull: Pull): Promise<void> {
    const key = [pull.repositoryId, pull.number];
    this.#sql.exec(
      "DELETE FROM pulls WHERE repository = ? AND number = ? AND task IS NOT 'purge'",
      ...key,
    );
  }

  async addActual(installationId: number, actual: Actual): Promise<void> {
    const row = [
      installationId,
      actual.repositoryId,
      actual.estimatedUsd,
      actual.actualUsd,
      actual.at,
    ];
    this.#sql.exec("INSERT INTO actuals VALUES (?, ?, ?, ?, ?)", ...row);
    this.#sql.exec(
      `DELETE FROM actuals WHERE repository = ? AND rowid NOT IN
         (SELECT rowid FROM actuals WHERE repository = ? ORDER BY at DESC, rowid DESC LIMIT ?)`,
      actual.repositoryId,
      actual.repositoryId,
      ACTUALS_KEPT,
    );
  }

  async actuals(repositoryId: number): Promise<Actual[]> {
    const query = "SELECT * FROM actuals WHERE repository = ? ORDER BY at DESC, rowid DESC";
    type Stored = { repository: number; estimated: number; actual: number; at: number };
    return [...this.#sql.exec<Stored>(query, repositoryId)].map((row) => ({
      repositoryId: row.repository,
      estimatedUsd: row.estimated,
      actualUsd: row.actual,
      at: row.at,
    }));
  }

  /** When the prices are others than last time, every open pull request looks at them; tells how many. */
  async reprice(catalogId: string): Promise<number> {
    const { kv } = this.ctx.storage;
    const last = kv.get<string>("catalog");
    kv.put("catalog", catalogId);
    // The first catalog that is seen has moved from nowhere.
    if (last === undefined || last === catalogId) return 0;
    this.#sql.exec("UPDATE pulls SET task = 'reprice' WHERE task IS NULL");
    return await this.#begin();
  }

  /** Uninstalled, or a repository taken away: nothing about it stays. */
  async purge(installationId: number, repositoryId?: number): Promise<void> {
    const which = repositoryId === undefined ? [installationId] : [installationId, repositoryId];
    const where = `installation = ?${repositoryId === undefined ? "" : " AND repository = ?"}`;
    this.#sql.exec(`UPDATE pulls SET task = 'purge' WHERE ${where}`, ...which);
    this.#sql.exec(`DELETE FROM actuals WHERE ${where}`, ...which);
    await this.#begin();
  }

  async #begin(): Promise<number> {
    const query = "SELECT COUNT(*) AS left FROM pulls WHERE task IS NOT NULL";
    const left = this.#sql.exec<{ left: number }>(query).one().left;
    if (left > 0) await this.ctx.storage.setAlarm(Date.now());
    return left;
  }

  override async alarm(): Promise<void> {
    const query = `SELECT * FROM pulls WHERE task IS NOT NULL LIMIT ${PER_ALARM}`;
    for (const row of this.#sql.exec<Row & { task: string }>(query).toArray()) {
      const key = { repositoryId: row.repository, number: row.number };
      if (row.task === "purge") {
        await pullRequest(this.env, key).purge();
        this.#sql.exec(
          "DELETE FROM pulls WHERE repository = ? AND number = ?",
          row.repository,
          row.number,
        );
      } else {
        await pullRequest(this.env, key).reprice();
        const done =
          "UPDATE pulls SET task = NULL WHERE repository = ? AND number = ? AND task = 'reprice'";
        this.#sql.exec(done, row.repository, row.number);
      }
    }
    await this.#begin();
  }
}
