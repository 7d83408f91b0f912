import { TrainingRun } from "../../src/estimator/run.ts";
import { fromZod, type Problem } from "../../src/problem.ts";
import { editRun } from "./edit-run.ts";
import { readInput, type Reading } from "./read-input.ts";

/** What a form or an address asked for: the text to show again, and what it says. */
export type Asked = { text: string; reading: Reading };

export const askedByQuery = (query: URLSearchParams): Asked | undefined => {
  const text = query.get("q") ?? "";
  return text.trim() === "" ? undefined : { text, reading: readInput({ text, files: [] }) };
};

export const askedByForm = async (request: Request): Promise<Asked> => {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    return refused("The form did not arrive whole. Send it again.");
  }
  const run = form.get("run");
  if (typeof run === "string") return askedByEdit(run, form);
  const text = textOf(form.get("q"));
  const files = await Promise.all(
    form.getAll("files").flatMap((file) => (isFile(file) && file.size > 0 ? [readFile(file)] : [])),
  );
  return { text, reading: readInput({ text, files }) };
};

/** The assumptions' form: the run as JSON, and a box for each field. A box left as it was states the assumption. */
const askedByEdit = (json: string, form: FormData): Asked => {
  let run: TrainingRun;
  try {
    const parsed = TrainingRun.safeParse(JSON.parse(json));
    if (!parsed.success)
      return { text: "", reading: { runs: [], problems: fromZod(parsed.error) } };
    run = parsed.data;
  } catch {
    return refused("The run did not arrive whole. Type it again.");
  }
  const problems: Problem[] = [];
  for (const [name, value] of form.entries()) {
    if (!name.startsWith("set.") || typeof value !== "string") continue;
    const edited = editRun(run, name.slice("set.".length), value);
    if (edited.ok) run = edited.value;
    else problems.push(...edited.problems);
  }
  const reading = {
    runs: [{ name: run.baseModel, run, assumptions: [], remarks: [], limits: {} }],
    problems,
  };
  return { text: "", reading };
};

const refused = (message: string): Asked => ({
  text: "",
  reading: { runs: [], problems: [{ path: "", message }] },
});

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const isFile = (value: unknown): value is File => value instanceof File;
const readFile = async (file: File) => ({ path: file.name, content: await file.text() });
