import type { Assumption } from "../../../src/estimator/estimate.ts";
import { valueOf } from "./events.ts";
import { fieldInWords } from "../../../src/report/words.ts";

type Props = {
  assumptions: readonly Assumption[];
  /** The run as JSON, carried along where no script keeps it. */
  run: string;
  onEdit?: ((field: string, text: string) => void) | undefined;
};

/** What was not stated, each in a box: stating it there gives a narrower answer. Works as a plain form too. */
export const Assumptions = ({ assumptions, run, onEdit }: Props) => {
  if (assumptions.length === 0)
    return <p>Nothing was assumed: everything that moves the cost was stated.</p>;
  return (
    <form
      method="post"
      action="/"
      class="assumptions"
      onSubmit={(event: Event) => {
        if (onEdit !== undefined) event.preventDefault();
      }}
    >
      <input type="hidden" name="run" value={run} />
      <ul>
        {assumptions.map(({ field, value, because }) => (
          <li key={field}>
            <label for={`set-${field}`}>{field}</label>
            <input
              id={`set-${field}`}
              name={`set.${field}`}
              value={fieldInWords(value)}
              autocomplete="off"
              aria-describedby={`because-${field}`}
              onChange={(event: Event) => onEdit?.(field, valueOf(event))}
            />
            <small id={`because-${field}`}>{because}</small>
          </li>
        ))}
      </ul>
      <button type="submit">Estimate with these</button>
    </form>
  );
};
