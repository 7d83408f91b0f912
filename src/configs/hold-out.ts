import { assume, type Draft } from "./draft.ts";
import type { Document } from "./frameworks/framework.ts";
import { anywhere } from "./look.ts";
import { number } from "./values.ts";

/** Keys that set rows of the training data aside for evaluation: a share below 1, a number of rows above. */
const KEYS = [
  "val_set_size",
  "val_size",
  "split_dataset_ratio",
  "val_split_fraction",
  "train_test_split.test_size",
  "test_size",
  "validation_split",
  "val_split",
  "validation_size",
  "val_ratio",
  "eval_ratio",
  "eval_split_ratio",
  "validation_ratio",
  "validation_split_percentage",
];

/** Rows held out are not trained on: they leave the known rows and are what an evaluation goes over. */
export const holdOut = (run: Draft, document: Document): void => {
  const known = run.assumptions.find((one) => one.field === "dataset.rows");
  const rows = run.values.get("dataset.rows");
  if (known === undefined || typeof rows !== "number") return;
  const look = anywhere(document.root);
  const key = KEYS.find((one) => (number(look(one)) ?? 0) > 0);
  if (key === undefined) return;
  const written = number(look(key))! / (key.endsWith("percentage") ? 100 : 1);
  const held = Math.round(written < 1 ? rows * written : written);
  if (held < 1 || held >= rows) return;
  run.values.delete("dataset.rows");
  run.assumptions = run.assumptions.filter((one) => one !== known);
  assume(run, "dataset.rows", rows - held, `${known.because}; ${held} held out by ${key}`);
  assume(run, "evaluation.rows", held, `held out by ${key}`);
};
