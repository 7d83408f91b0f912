/** What is due when; absent = nothing of the kind. One alarm serves the earliest. */
type Due = { commands?: number; start?: number; step?: number; heal?: number };
export type Kind = keyof Due;
const ORDER: readonly Kind[] = ["commands", "start", "step", "heal"];

/** A storm of pushes collapses to its last head; yet a steady storm does not silence us for ever. */
const LONGEST_DEBOUNCES = 10;

/** The work of one pull request that lies ahead, by kind and time. Times are Unix milliseconds. */
export class Agenda {
  #kv: SyncKvStorage;

  constructor(kv: SyncKvStorage) {
    this.#kv = kv;
  }

  #due(): Due {
    return this.#kv.get<Due>("due") ?? {};
  }

  has(kind: Kind): boolean {
    return this.#due()[kind] !== undefined;
  }

  want(kind: Kind, at: number): void {
    this.#kv.put("due", { ...this.#due(), [kind]: at });
  }

  drop(kind: Kind): void {
    const { [kind]: _, ...others } = this.#due();
    this.#kv.put("due", others);
  }

  /** A run once it has been quiet for one debounce, and after ten of them in any case. */
  wantRun(now: number, debounceMilliseconds: number): void {
    const first = this.#kv.get<number>("firstWanted") ?? now;
    this.#kv.put("firstWanted", first);
    const latest = first + LONGEST_DEBOUNCES * debounceMilliseconds;
    this.want("start", Math.min(now + debounceMilliseconds, Math.max(latest, now)));
  }

  runStarts(): void {
    this.#kv.delete("firstWanted");
    this.drop("start");
  }

  /** What is to be done now, the most urgent kind first. */
  next(now: number): Kind | undefined {
    const due = this.#due();
    return ORDER.find((kind) => (due[kind] ?? Infinity) <= now);
  }

  earliest(): number | undefined {
    const times = Object.values(this.#due());
    return times.length === 0 ? undefined : Math.min(...times);
  }
}

/** 1, 2, 4 ... 60 seconds. */
export const backOffMilliseconds = (tries: number): number =>
  Math.min(1000 * 2 ** (tries - 1), 60_000);
