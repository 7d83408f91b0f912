/** "a vs b", "a or b", "compare a, b and c": sides, each completed from the others. */
import { TrainingRun } from "../estimator/run.ts";
import type { Command } from "./command.ts";
import { complain, type Draft, dropImpossible, merge, runOf } from "./draft.ts";
import { isClosedModel } from "./nicknames.ts";
import { commandOf, needModel } from "./one-run.ts";
import { readRun } from "./read-run.ts";
import { UNITS } from "./vocabulary.ts";
import type { Word } from "./words.ts";

const SEPARATORS = new Set(["vs", "versus", "against", "v"]);
/** They part sides only where what follows says otherwise what was said before. */
const WEAK_SEPARATORS = new Set(["and", "or", "with", "to", "than"]);

export const hasVersus = (words: readonly Word[]): boolean =>
  words.some(({ word, quoted }) => SEPARATORS.has(word) && !quoted);

/** Fields that a comparison is about. */
const CHOICES = [
  "baseModel",
  "technique",
  "hardware.gpu",
  "hardware.gpuCount",
  "epochs",
  "quantizationBits",
  "dataset.rows",
  "dataset.tokens",
  "sequenceLength",
  "lora.rank",
  "provider",
  "pricing",
];

type Piece = { words: Word[]; isCut: boolean };

/** The words between any two places where a side may begin. */
const piecesOf = (words: readonly Word[], weak: ReadonlySet<string>): Piece[] => {
  const pieces: Piece[] = [{ words: [], isCut: true }];
  for (const word of words) {
    const current = pieces.at(-1)!;
    if (SEPARATORS.has(word.word) && !word.quoted) pieces.push({ words: [], isCut: true });
    else if (weak.has(word.word) && !word.quoted) pieces.push({ words: [word], isCut: false });
    else current.words.push(word);
    if (word.endsClause && weak.size > 0) pieces.push({ words: [], isCut: false });
  }
  return pieces.filter((piece) => piece.words.length > 0);
};

const contradicts = (before: Draft, after: Draft): boolean =>
  CHOICES.some((field) => {
    const [left, right] = [before.values.get(field), after.values.get(field)];
    return left !== undefined && right !== undefined && left !== right;
  });

const isBare = (word: Word | undefined): boolean => /^\d[\d,.]*[km]?$/.test(word?.word ?? "");

/** "2 or 3 epochs": the unit is said once and holds for both. */
const withUnits = (words: readonly Word[]): Word[] =>
  words.flatMap((word, at) => {
    const [joint, second, unit] = words.slice(at + 1, at + 4);
    const isJoint = joint !== undefined && (SEPARATORS.has(joint.word) || joint.word === "or");
    const isShared =
      isBare(word) && isJoint && isBare(second) && unit !== undefined && UNITS.has(unit.word);
    return isShared ? [word, { ...unit, endsClause: false }] : [word];
  });

const sidesIn = (said: readonly Word[], weak: ReadonlySet<string>): Word[][] => {
  const words = withUnits(said);
  const sides: { words: Word[]; draft: Draft }[] = [];
  for (const { words: part, isCut } of piecesOf(words, weak)) {
    const side = sides.at(-1);
    const draft = readRun(part);
    if (side === undefined || isCut || contradicts(side.draft, draft))
      sides.push({ words: isCut ? part : part.filter(({ word }) => !weak.has(word)), draft });
    else {
      side.words.push(...part);
      side.draft = readRun(side.words);
    }
  }
  return sides.map((side) => side.words);
};

const OR = new Set(["or"]);

/** "a100 or h100?": two readings of one field, and "or" between them. */
export const hasAlternatives = (words: readonly Word[]): boolean =>
  words.some(({ word, quoted }) => word === "or" && !quoted) && sidesIn(words, OR).length > 1;

const MAX_SIDES = 5;

/** How a model is tuned and on what is the vendor's matter where only the vendor tunes it. */
const VENDORS_MATTER = new Set([
  "technique",
  "hardware",
  "parallelism",
  "lora",
  "quantization",
  "quantizationBits",
  "framework",
  "optimizer",
  "precision",
  "kernels",
  "attention",
  "gradientCheckpointing",
  "microBatchSize",
  "gradientAccumulationSteps",
]);

const completed = (whole: Draft, side: Draft): Record<string, unknown> => {
  const shared = runOf(whole.values) as Record<string, unknown>;
  const model = side.values.get("baseModel");
  const isVendors = typeof model === "string" && isClosedModel(model);
  const inherited = Object.entries(shared).filter(
    ([field]) => !isVendors || !VENDORS_MATTER.has(field),
  );
  return merge(Object.fromEntries(inherited), runOf(side.values));
};

/** "runpod vs lambda": where a side runs stands beside its run. */
const keepPlaces = (command: Command, drafts: readonly Draft[]): void => {
  const said = (field: string): unknown[] => drafts.map(({ values }) => values.get(field));
  const differs = (field: string): boolean =>
    new Set(said(field).filter((one) => one !== undefined)).size > 1;
  const parted = (["provider", "pricing"] as const).filter(differs);
  if (parted.length === 0) return;
  command.places = drafts.map(({ values }) =>
    Object.fromEntries(
      parted.flatMap((field) => (values.has(field) ? [[field, values.get(field)]] : [])),
    ),
  );
  for (const field of parted) delete command[field];
};

/** What one side leaves out it takes from the others, the nearest first. */
export const compare = (words: readonly Word[]): Command => {
  const plainSides = sidesIn(words, new Set());
  const sides = plainSides.length > 1 ? plainSides : sidesIn(words, WEAK_SEPARATORS);
  const drafts = sides.slice(0, MAX_SIDES).map((side) => readRun(side));
  for (const draft of drafts) dropImpossible(draft);
  const whole: Draft = {
    ...(drafts[0] ?? readRun([])),
    values: new Map(drafts.toReversed().flatMap(({ values }) => [...values])),
    understood: drafts.flatMap(({ understood }) => understood),
    problems: drafts.flatMap(({ problems }) => problems),
    remarks: drafts.flatMap(({ remarks }) => remarks),
  };
  if (sides.length < 2)
    complain(
      whole,
      "compare",
      'Compare what with what? Put "vs" between: compare llama-3.1-8b vs qwen3-8b 50k rows.',
    );
  if (sides.length > MAX_SIDES)
    complain(whole, "compare", `I compare at most ${MAX_SIDES} runs at once.`);
  needModel(whole);
  const command = commandOf("compare", whole);
  delete command.run;
  const runs = drafts.map((draft) => TrainingRun.safeParse(completed(whole, draft)));
  if (sides.length >= 2 && runs.every((run) => run.success))
    command.runs = runs.map((run) => run.data!);
  keepPlaces(command, drafts);
  return command;
};
