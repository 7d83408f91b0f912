/**
 * The price book: one Durable Object that refreshes the prices slice by slice over its alarms, keeps the
 * sheets, their history, the ledger of KV writes and the alerts, and publishes the catalog to KV.
 */
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../../src/env.ts";
import {
  dropTeam,
  subscribe,
  subscriptions,
  unsubscribe,
  type Subscription,
} from "../../pricing/subscriptions.ts";
import { noteRuns, type NotedRun } from "../../pricing/noted-runs.ts";
import { CATALOG_KEY } from "../../pricing/catalog.ts";
import { beginCycle, slice, type CycleDeps } from "../../pricing/cycle.ts";
import { readHistory, type HistoryFilter, type PriceSeries } from "../../pricing/history.ts";
import { claimWrite } from "../../pricing/ledger.ts";
import { healthOf, type PriceHealth } from "../../pricing/health.ts";
import { SOURCES } from "../../pricing/sources/index.ts";
import { durableStore, type Store } from "../../pricing/store.ts";
import { costOfRuns } from "./cost-of-runs.ts";
import { postToSlack } from "./post.ts";

export class PriceBook extends DurableObject<Env> {
  private readonly store: Store;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.store = durableStore(ctx.storage.kv);
  }

  /** Starts a cycle as of `nowMs`; its slices are alarms. Answers how many sources are due. */
  async refresh(nowMs: number): Promise<number> {
    const due = beginCycle(
      { store: this.store, sources: SOURCES, settings: this.env },
      new Date(nowMs),
    );
    await this.ctx.storage.setAlarm(Date.now());
    return due;
  }

  override async alarm(): Promise<void> {
    let isMore = true;
    try {
      isMore = await slice(this.deps());
    } catch (error) {
      // Taken off the queue already: the next slice goes on with the next source.
      console.error(
        JSON.stringify({ event: "prices", reason: "a slice failed", error: String(error) }),
      );
    }
    if (isMore) await this.ctx.storage.setAlarm(Date.now());
  }

  async claimWrite(use: "prices" | "other"): Promise<boolean> {
    return claimWrite(this.store, use, new Date());
  }

  async health(): Promise<PriceHealth> {
    return healthOf(this.store, SOURCES, this.env);
  }

  async history(filter: HistoryFilter): Promise<PriceSeries[]> {
    return readHistory(this.store, filter);
  }

  async subscribe(subscription: Subscription): Promise<void> {
    subscribe(this.store, subscription);
  }

  async unsubscribe(which: Pick<Subscription, "team" | "channel" | "what">): Promise<boolean> {
    return unsubscribe(this.store, which);
  }

  async subscriptions(team: string, channel?: string): Promise<Subscription[]> {
    return subscriptions(this.store, team, channel);
  }

  /** After the app was removed from a workspace. */
  async dropTeam(team: string): Promise<void> {
    dropTeam(this.store, team);
  }

  /** Configurations that a pull request's comment was just made for. */
  async noteRuns(noted: Omit<NotedRun, "usd">[]): Promise<void> {
    noteRuns(this.store, noted);
  }

  private deps(): CycleDeps {
    return {
      store: this.store,
      sources: SOURCES,
      settings: this.env,
      fetch: (input, init) => fetch(input, init),
      publish: (text) => this.env.KV.put(CATALOG_KEY, text),
      post: (message) => postToSlack(this.env, message),
      costOf: costOfRuns,
      log: (line) => console.log(JSON.stringify(line)),
    };
  }
}
