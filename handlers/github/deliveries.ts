/** What became of a delivery. A redelivery of a failed one is done again, any other repetition is not. */
type Outcome = "queued" | "running" | "done" | "failed";
type Entry = [id: string, outcome: Outcome, atMilliseconds: number];

const KEPT = 200;
const KEY = "deliveries";

/** Ids of the deliveries of one pull request, the newest 200, each with its outcome. */
export class Deliveries {
  #kv: SyncKvStorage;

  constructor(kv: SyncKvStorage) {
    this.#kv = kv;
  }

  #all(): Entry[] {
    return this.#kv.get<Entry[]>(KEY) ?? [];
  }

  /** True when this one is to be worked on: never seen, or failed before. */
  accept(id: string, atMilliseconds: number): boolean {
    const all = this.#all();
    const known = all.find(([each]) => each === id);
    if (known !== undefined && known[1] !== "failed") return false;
    const others = all.filter(([each]) => each !== id);
    this.#kv.put(KEY, [...others, [id, "queued", atMilliseconds]].slice(-KEPT));
    return true;
  }

  #turn(from: Outcome, to: Outcome): void {
    const turned = this.#all().map(([id, outcome, at]) => [
      id,
      outcome === from ? to : outcome,
      at,
    ]);
    this.#kv.put(KEY, turned);
  }

  /** A run starts: it answers for all that is queued. */
  begin(): void {
    this.#turn("queued", "running");
  }

  finish(outcome: "done" | "failed"): void {
    this.#turn("running", outcome);
  }

  close(id: string, outcome: "done" | "failed"): void {
    this.#kv.put(
      KEY,
      this.#all().map((entry) => (entry[0] === id ? [id, outcome, entry[2]] : entry)),
    );
  }
}
