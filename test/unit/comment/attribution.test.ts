import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attribute,
  centsOf,
  keyChanges,
  mixture,
  MOST_PLAYERS,
  playersOf,
  shapley,
  toCents,
} from "../../../src/comment/attribution.ts";
import { RUN } from "./situations.ts";

const players = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `k${index}`,
    changes: [{ field: `k${index}`, from: 0, to: 1 }],
  }));

const game = fc.integer({ min: 1, max: MOST_PLAYERS }).chain((count) =>
  fc.tuple(
    fc.constant(count),
    fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), {
      minLength: 2 ** count,
      maxLength: 2 ** count,
    }),
  ),
);

describe("the attribution", () => {
  it("gives the textbook values of a glove game", () => {
    // Two left gloves, one right: a pair is worth 1. Shapley: 1/6, 1/6, 4/6.
    const worth = [0, 0, 0, 0, 0, 1, 1, 1];
    const shares = shapley(3, worth)!;
    expect(shares[0]).toBeCloseTo(1 / 6, 12);
    expect(shares[1]).toBeCloseTo(1 / 6, 12);
    expect(shares[2]).toBeCloseTo(4 / 6, 12);
  });

  it("adds up to the cent to the difference of what is shown", () => {
    fc.assert(
      fc.property(game, ([count, usd]) => {
        const made = attribute(players(count), usd, false);
        if (made.kind !== "shares") throw new Error("priced everywhere");
        const sum = made.shares.reduce((total, share) => total + share.cents, 0);
        expect(sum).toBe(centsOf(usd.at(-1)!) - centsOf(usd[0]!));
      }),
    );
  });

  it("does not depend on the order of the keys", () => {
    fc.assert(
      fc.property(game, ([count, usd]) => {
        const swapped = usd.map((_, mask) => {
          // Key 0 and the last key change places.
          const [low, high] = [mask & 1, (mask >> (count - 1)) & 1];
          const rest = mask & ~1 & ~(1 << (count - 1));
          return usd[rest | high | (low << (count - 1))]!;
        });
        if (count === 1) return;
        const [one, other] = [shapley(count, usd)!, shapley(count, swapped)!];
        expect(one[0]).toBeCloseTo(other[count - 1]!, 4);
        expect(one[count - 1]).toBeCloseTo(other[0]!, 4);
      }),
    );
  });

  it("gives a key without influence nothing", () => {
    const shares = shapley(2, [10, 10, 30, 30])!;
    expect(shares).toEqual([0, 20]);
  });

  it("walks around mixtures that have no price, and still adds up", () => {
    // The first key alone cannot be priced: only the order second-first counts.
    const shares = shapley(2, [10, undefined, 15, 40])!;
    expect(shares).toEqual([25, 5]);
    expect(shapley(2, [10, undefined, undefined, 40])).toBeUndefined();
  });

  it("takes keys of a section together beyond six, and never has more than six players", () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      field: `s${index}.a`,
      from: 1,
      to: 2,
    }));
    expect(playersOf(many).players).toHaveLength(MOST_PLAYERS);
    expect(playersOf(many).grouped).toBe(true);
    expect(playersOf(many).players.flatMap((player) => player.changes)).toHaveLength(9);
    const nested = ["rank", "alpha", "dropout", "variant"].map((key) => ({
      field: `lora.${key}`,
      from: 1,
      to: 2,
    }));
    const mixed = [...nested, ...["a", "b", "c"].map((field) => ({ field, from: 1, to: 2 }))];
    expect(playersOf(mixed).players.map((player) => player.name)).toEqual(["lora", "a", "b", "c"]);
  });

  it("mixes before and after field by field", () => {
    const after = { ...RUN, epochs: 3, dataset: { name: "x" } };
    const { players: changes } = playersOf(keyChanges(RUN, after));
    expect(mixture(RUN, changes, 0)).toEqual(RUN);
    expect(mixture(RUN, changes, 2 ** changes.length - 1)).toEqual(after);
  });
});

describe("whole cents", () => {
  it("add up whatever the shares are", () => {
    const shares = fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(shares, fc.integer({ min: -1e6, max: 1e6 }), (given, total) => {
        expect(toCents(given, total).reduce((sum, cents) => sum + cents, 0)).toBe(total);
      }),
    );
  });
});
