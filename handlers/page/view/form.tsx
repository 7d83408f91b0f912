import { valueOf } from "./events.ts";

/** Three lines that work as printed. */
export const EXAMPLES = [
  "llama-3.1-8b qlora 50k rows 3 epochs on h100",
  "qwen2.5-7b full 20k rows 2 epochs on 8x a100 80gb",
  "mistral-7b lora 10k rows on l40s",
] as const;

type Props = {
  text: string;
  files?: readonly string[] | undefined;
  onText?: ((text: string) => void) | undefined;
  onFiles?: ((files: File[]) => void) | undefined;
  onClear?: (() => void) | undefined;
};

/** The one box. Without JavaScript it posts to `/`; with it, the answer appears as one types. */
export const InputForm = ({ text, files = [], onText, onFiles, onClear }: Props) => (
  <form method="post" action="/" enctype="multipart/form-data" class="input">
    <label for="q">Type what you will train, or paste a training config</label>
    <textarea
      id="q"
      name="q"
      rows={text.includes("\n") ? 10 : 2}
      spellcheck={false}
      autocomplete="off"
      maxlength={200000}
      placeholder={EXAMPLES[0]}
      aria-describedby="q-help"
      onInput={(event: Event) => onText?.(valueOf(event))}
    >
      {text}
    </textarea>
    <p id="q-help" class="help">
      A model, a method, how much data, which GPU; or the YAML, JSON, TOML, Python or launch script
      of your framework.
    </p>
    <div class="actions">
      <label class="file">
        Add files
        <input
          type="file"
          name="files"
          multiple
          onChange={(event: Event) => {
            const input = event.target as unknown as { files: Iterable<File> | null };
            onFiles?.([...(input.files ?? [])]);
          }}
        />
      </label>
      {files.length > 0 && <span class="files">{files.join(", ")}</span>}
      {onClear !== undefined && (text !== "" || files.length > 0) && (
        <button type="button" class="plain" onClick={onClear}>
          Clear
        </button>
      )}
      <button type="submit">Estimate</button>
    </div>
  </form>
);

export const Examples = ({ onPick }: { onPick?: ((text: string) => void) | undefined }) => (
  <ul class="examples" aria-label="Examples">
    {EXAMPLES.map((line) => (
      <li>
        <a
          href={`/?q=${encodeURIComponent(line)}`}
          onClick={(event: Event) => {
            if (onPick === undefined) return;
            event.preventDefault();
            onPick(line);
          }}
        >
          {line}
        </a>
      </li>
    ))}
  </ul>
);
