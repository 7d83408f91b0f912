import { useEffect, useRef, useState } from "hono/jsx/dom";
import type { Catalog } from "../../../src/estimator/offer.ts";
import type { Problem } from "../../../src/problem.ts";

import { Examples, InputForm } from "../view/form.tsx";
import { Assumptions } from "../view/assumptions.tsx";
import { problemLines } from "../view/problem-lines.ts";
import type { Sort } from "../view/places.tsx";
import { Notes, Result } from "../view/result.tsx";
import { Charts } from "./charts.tsx";
import { Compare } from "./compare-view.tsx";
import type * as Engine from "./engine.ts";
import { findArchitecture, loadCatalog } from "./fetched.ts";
import { wordsOf } from "../view/words.ts";

type NamedFile = { path: string; content: string };
type Outcome = { named: Engine.NamedRun; shown: Engine.Shown };
export type View = {
  outcomes: Outcome[];
  problems: Problem[];
  catalog: Catalog;
  engine: typeof Engine;
};

/** Between the last keystroke and the estimate: long enough that a fast typist is not computed for letter by letter. */
const PAUSE_MS = 120;

type AppProps = { initialText: string; initialView?: View | undefined };

export const App = ({ initialText, initialView }: AppProps) => {
  const [text, setText] = useState(initialText);
  const [files, setFiles] = useState<NamedFile[]>([]);
  const [edits, setEdits] = useState<Record<string, string>>({});
  const [view, setView] = useState<View | undefined>(initialView);
  const [chosen, setChosen] = useState(0);
  const [sort, setSort] = useState<Sort | undefined>(undefined);
  const [pinned, setPinned] = useState<Outcome | undefined>(undefined);
  const [status, setStatus] = useState("");
  const turn = useRef(0);

  useEffect(() => {
    const mine = ++turn.current!;
    if (text.trim() === "" && files.length === 0) {
      setView(undefined);
      setStatus("");
      return undefined;
    }
    const timer = setTimeout(() => {
      void compute(text, files, edits, () => turn.current === mine).then(
        (made) => {
          if (made === undefined) return;
          setView(made);
          setStatus(statusOf(made));
        },
        () =>
          setStatus("The prices could not be loaded. Type on, or press Estimate, to try again."),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, files, edits]);

  const put = (line: string) => {
    const box = document.querySelector<HTMLTextAreaElement>("#q");
    if (box !== null) box.value = line;
    setEdits({});
    setText(line);
  };
  const add = (added: readonly File[]) =>
    void Promise.all(
      added.map(async (file) => ({
        path: file.webkitRelativePath || file.name,
        content: await file.text(),
      })),
    ).then((read) => {
      setEdits({});
      setFiles((before) => [
        ...before.filter(({ path }) => !read.some((file) => file.path === path)),
        ...read,
      ]);
    });
  useDrop(add);

  const outcome = view?.outcomes[Math.min(chosen, view.outcomes.length - 1)];
  return (
    <div>
      <h1>What will this fine-tuning run cost?</h1>
      <InputForm
        text={initialText}
        files={files.map(({ path }) => path)}
        onText={(line) => {
          setEdits({});
          setText(line);
        }}
        onFiles={add}
        onClear={() => {
          setFiles([]);
          put("");
        }}
      />
      {outcome === undefined && <Examples onPick={put} />}
      <p
        class={outcome === undefined ? "status" : "visually-hidden"}
        role="status"
        aria-live="polite"
      >
        {status}
      </p>
      {view !== undefined && (
        <div id="answer">
          <Notes
            title={
              view.outcomes.length > 0
                ? "Not all of it could be read; the figures below leave it out"
                : "That could not be read"
            }
            kind="problem"
            lines={problemLines(view.problems)}
          />
          {view.outcomes.length > 1 && (
            <Chooser outcomes={view.outcomes} chosen={chosen} onChoose={setChosen} />
          )}
          {outcome !== undefined && (
            <div>
              <Tools
                outcome={outcome}
                pinned={pinned}
                onPin={() => setPinned(outcome)}
                onUnpin={() => setPinned(undefined)}
              />
              {pinned !== undefined && (
                <Compare
                  before={pinned.shown.estimate}
                  after={outcome.shown.estimate}
                  difference={view.engine.changesBetween(
                    pinned.shown.estimate,
                    outcome.shown.estimate,
                    view.catalog,
                  )}
                />
              )}
              <Result
                estimate={outcome.shown.estimate}
                extras={outcome.shown.extras}
                remarks={outcome.shown.remarks}
                sort={sort}
                onSort={setSort}
              />
              <section aria-labelledby="assumed">
                <h2 id="assumed">What was assumed</h2>
                <Assumptions
                  assumptions={outcome.shown.estimate.assumptions}
                  run={JSON.stringify(outcome.named.run)}
                  onEdit={(field, words) => setEdits((before) => ({ ...before, [field]: words }))}
                />
              </section>
              <Stated edits={edits} onForget={(field) => setEdits(without(edits, field))} />
              <Charts
                estimate={outcome.shown.estimate}
                catalog={view.catalog}
                engine={view.engine}
              />
            </div>
          )}
        </div>
      )}
    </div>
  );
};

export const compute = async (
  text: string,
  files: readonly NamedFile[],
  edits: Record<string, string>,
  stillWanted: () => boolean,
): Promise<View | undefined> => {
  const [engine, catalog] = await Promise.all([import("./engine.ts"), loadCatalog()]);
  if (!stillWanted()) return undefined;
  const reading = engine.readInput({ text, files });
  const problems = [...reading.problems];
  const outcomes: Outcome[] = [];
  for (const read of reading.runs) {
    let run = read.run;
    for (const [field, words] of Object.entries(edits)) {
      const edited = engine.editRun(run, field, words);
      if (edited.ok) run = edited.value;
      else problems.push(...edited.problems);
    }
    const named = {
      ...read,
      run,
      assumptions: read.assumptions.filter(({ field }) => edits[field] === undefined),
    };
    const answered = await engine.answerHere(named, catalog, findArchitecture);
    if (answered.ok) outcomes.push({ named, shown: answered.value });
    else problems.push(...answered.problems);
  }
  return stillWanted() ? { outcomes, problems, catalog, engine } : undefined;
};

const statusOf = ({ outcomes, problems }: View): string => {
  const first = outcomes[0];
  if (first !== undefined) return wordsOf(first.shown.estimate).summary;
  return problems.length === 0 ? "" : "No estimate yet.";
};

const without = (edits: Record<string, string>, field: string): Record<string, string> => {
  const { [field]: _, ...others } = edits;
  return others;
};

const useDrop = (add: (files: readonly File[]) => void) =>
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    };
    const leave = () => document.body.classList.remove("dropping");
    const drop = (event: DragEvent) => {
      leave();
      if (event.dataTransfer === null || event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      add([...event.dataTransfer.files]);
    };
    document.addEventListener("dragover", over, { signal });
    document.addEventListener("dragleave", leave, { signal });
    document.addEventListener("drop", drop, { signal });
    return () => stop.abort();
  }, []);

const Chooser = ({
  outcomes,
  chosen,
  onChoose,
}: {
  outcomes: readonly Outcome[];
  chosen: number;
  onChoose: (index: number) => void;
}) => (
  <fieldset class="chooser">
    <legend>{`${outcomes.length} runs`}</legend>
    {outcomes.map(({ named, shown }, index) => (
      <label>
        <input
          type="radio"
          name="chosen"
          checked={index === chosen}
          onChange={() => onChoose(index)}
        />
        {`${named.name}: ${wordsOf(shown.estimate).headline}`}
      </label>
    ))}
  </fieldset>
);

const Tools = ({
  outcome,
  pinned,
  onPin,
  onUnpin,
}: {
  outcome: Outcome;
  pinned: Outcome | undefined;
  onPin: () => void;
  onUnpin: () => void;
}) => (
  <div class="tools">
    <a href={outcome.shown.address} data-testid="address">
      Address of this estimate
    </a>
    {pinned === undefined ? (
      <button type="button" onClick={onPin}>
        Compare with another run
      </button>
    ) : (
      <button type="button" onClick={onUnpin}>
        Stop comparing
      </button>
    )}
  </div>
);

const Stated = ({
  edits,
  onForget,
}: {
  edits: Record<string, string>;
  onForget: (field: string) => void;
}) =>
  Object.keys(edits).length === 0 ? null : (
    <section aria-labelledby="stated">
      <h2 id="stated">What you stated here</h2>
      <ul>
        {Object.entries(edits).map(([field, words]) => (
          <li key={field}>
            <code>{field}</code> {words}{" "}
            <button type="button" onClick={() => onForget(field)}>
              {`Forget ${field}`}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
