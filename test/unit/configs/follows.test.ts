import { expect, test } from "vitest";
import { readConfig, type ReadFile } from "../../../src/configs/index.ts";
import { fixtures, labelled } from "./fixtures.ts";

const fieldOf = (file: ReadFile, field: string): unknown =>
  field
    .split(".")
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      file.run,
    );

/** Numbers that stand as they are (not a list of GPUs, not a sum), changed where its origin points. */
const changes = [...fixtures("training"), ...labelled()].flatMap(({ path, content }) => {
  const before = readConfig(path, content);
  return Object.entries(before.origins ?? {}).flatMap(([field, origin]) => {
    const value = fieldOf(before, field);
    if (!("line" in origin) || typeof value !== "number") return [];
    const lines = content.split("\n");
    const line = lines[origin.line - 1]!;
    const head = line.slice(0, origin.column - 1);
    const changed = line
      .slice(origin.column - 1)
      .replace(/^([^\d\n]*?[\s:="'-]?)(\d+)(?![\w.-]*\w)/, (all, key: string, digits: string) =>
        Number(digits) === value ? `${key}${value + 1}` : all,
      );
    if (head + changed === line) return [];
    lines[origin.line - 1] = head + changed;
    return [{ path, field, value, changed: lines.join("\n") }];
  });
});

test("the fixtures state many numbers", () => expect(changes.length).toBeGreaterThan(400));
test.each(changes)("$path: $field follows its key", ({ path, field, value, changed }) => {
  const after = readConfig(path, changed);
  // A value that the contract cannot hold (5 bits) is said as the nearest one, with the reason.
  const said = after.assumptions?.some((one) => one.field === field) ?? false;
  if (!said) expect(fieldOf(after, field)).not.toEqual(value);
  else expect(field).toBe("quantizationBits");
});
