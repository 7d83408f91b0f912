import type { Estimate } from "../../../src/estimator/estimate.ts";
import type { Problem } from "../../../src/problem.ts";

import type { Extras } from "../extras.ts";
import { Assumptions } from "./assumptions.tsx";
import { Document } from "./document.tsx";
import { Examples, InputForm } from "./form.tsx";
import { problemLines } from "./problem-lines.ts";
import { Notes, Result } from "./result.tsx";
import { wordsOf } from "./words.ts";

export type Answered = {
  name: string;
  estimate: Estimate;
  remarks: readonly string[];
  extras: Extras;
  leftOut: number;
  address: string;
};

const DESCRIPTION =
  "What a fine-tuning run will cost before the money is spent: dollars, hours and memory with their range, from a sentence or a training config.";

export const HomePage = ({
  text,
  problems = [],
}: {
  text: string;
  problems?: readonly Problem[];
}) => (
  <Document title="ftcost: what will this fine-tuning run cost?" description={DESCRIPTION}>
    <div id="app">
      <h1>What will this fine-tuning run cost?</h1>
      <InputForm text={text} />
      <Examples />
      <div id="answer">
        <Notes title="That could not be read" kind="problem" lines={problemLines(problems)} />
      </div>
    </div>
  </Document>
);

type AnswerProps = {
  text: string;
  answers: readonly Answered[];
  problems: readonly Problem[];
  left: readonly string[];
};

export const AnswerPage = ({ text, answers, problems, left }: AnswerProps) => {
  const first = answers[0];
  const words = first === undefined ? undefined : wordsOf(first.estimate);
  return (
    <Document
      title={words === undefined ? "ftcost" : `${words.headline} - ftcost`}
      description={words?.summary ?? DESCRIPTION}
    >
      <div id="app">
        <h1>What will this fine-tuning run cost?</h1>
        <InputForm text={text} />
        <div id="answer">
          <Notes
            title="Not all of it could be read"
            kind="problem"
            lines={problemLines(problems)}
          />
          {answers.map((answered) => (
            <OneAnswer answered={answered} named={answers.length > 1} />
          ))}
          <Notes title="Not estimated here, send them by themselves" kind="note" lines={left} />
        </div>
      </div>
    </Document>
  );
};

const OneAnswer = ({ answered, named }: { answered: Answered; named: boolean }) => (
  <article>
    {named && <h2>{answered.name}</h2>}
    <Result
      estimate={answered.estimate}
      extras={answered.extras}
      leftOut={answered.leftOut}
      remarks={answered.remarks}
    />
    <section aria-labelledby="assumed">
      <h2 id="assumed">What was assumed</h2>
      <Assumptions
        assumptions={answered.estimate.assumptions}
        run={JSON.stringify(answered.estimate.run)}
      />
    </section>
    <p class="share">
      <a href={answered.address}>Address of this estimate</a>
    </p>
  </article>
);

export const BadAddress = ({ problems }: { problems: readonly Problem[] }) => (
  <Document title="Not an address of ours - ftcost" description="This address holds no estimate.">
    <h1>This address holds no estimate</h1>
    <Notes title="It could not be opened" kind="problem" lines={problemLines(problems)} />
    <p>
      <a href="/">Make a new estimate</a>
    </p>
  </Document>
);
