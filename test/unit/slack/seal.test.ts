/** Tokens at rest: what opens them, what does not, and what a change of keys does. */
import { describe, expect, it } from "vitest";
import { open, seal } from "../../../handlers/slack/seal.ts";

const OLD = btoa("0123456789abcdef0123456789abcdef");
const NEW = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const TOKEN = "xoxb-made-up-token";

describe("a sealed token", () => {
  it("opens with its key and its workspace", async () => {
    const sealed = await seal(TOKEN, OLD, "T1");
    expect(sealed).not.toContain(TOKEN);
    expect(sealed).not.toContain(btoa(TOKEN));
    expect(await open(sealed, OLD, "T1")).toEqual({ text: TOKEN, isOld: false });
  });
  it("does not open for another workspace", async () => {
    await expect(open(await seal(TOKEN, OLD, "T1"), OLD, "T2")).rejects.toThrow();
  });
  it("does not open when a single character of it was changed", async () => {
    const sealed = await seal(TOKEN, OLD, "T1");
    const [version, id, iv, body] = sealed.split(":");
    const changed = (text: string): string => (text.startsWith("A") ? "B" : "A") + text.slice(1);
    for (const wrong of [
      [version, id, iv, changed(body!)],
      [version, id, changed(iv!), body],
      [version, changed(id!), iv, body],
      ["v0", id, iv, body],
      [version, id, iv],
      [""],
    ])
      await expect(open(wrong.join(":"), OLD, "T1")).rejects.toThrow();
  });
  it("never looks the same twice", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => seal(TOKEN, OLD, "T1")));
    expect(new Set(all.map((one) => one.split(":")[2])).size).toBe(50);
  });
});

describe("a change of keys", () => {
  it("opens what the old key sealed, and says that it is old", async () => {
    const sealed = await seal(TOKEN, OLD, "T1");
    expect(await open(sealed, `${NEW},${OLD}`, "T1")).toEqual({ text: TOKEN, isOld: true });
  });
  it("seals with the newest, so that the old one can go", async () => {
    const sealed = await seal(TOKEN, `${NEW}, ${OLD}`, "T1");
    expect(await open(sealed, NEW, "T1")).toEqual({ text: TOKEN, isOld: false });
    await expect(open(sealed, OLD, "T1")).rejects.toThrow("no longer holds");
  });
  it("is not undone by a comma left behind", async () => {
    expect(await open(await seal(TOKEN, `${NEW},`, "T1"), `,${NEW}`, "T1")).toMatchObject({
      text: TOKEN,
    });
  });
  it("refuses what a key sealed that was taken away", async () => {
    await expect(open(await seal(TOKEN, OLD, "T1"), NEW, "T1")).rejects.toThrow("no longer holds");
  });
  it.each(["", "short", btoa("x".repeat(31)), ",", "zz".repeat(32)])(
    "refuses a key that is none without repeating it: %j",
    async (key) => {
      const error = await seal(TOKEN, key, "T1").then(
        () => undefined,
        (one: Error) => one.message,
      );
      expect(error).toContain("32 bytes");
      if (key.length > 1) expect(error).not.toContain(key);
    },
  );
});
