import { cx } from "./cx";
import { type Change, type DiffLine, diffLines } from "./diff-text";

type Props = {
  before: string;
  after: string;
  /** What is compared; read aloud, and shown when nothing differs. */
  label: string;
  /** Unchanged lines kept around each change; the rest is folded. */
  context?: number | undefined;
};

type Shown = DiffLine | { fold: number; key: string };

const signs: Record<Change, string> = { same: " ", removed: "−", added: "+" };
const spoken: Record<Change, string> = { same: "", removed: "Removed: ", added: "Added: " };

/** Two versions of a text: what went and what came, by sign, by stroke and by colour. */
export function Diff({ before, after, label, context = 3 }: Props) {
  const lines = diffLines(before, after);
  if (lines.every((line) => line.kind === "same")) {
    return <p className="text-muted text-sm">{label}: no difference.</p>;
  }
  return (
    <section aria-label={label} className="overflow-hidden rounded-md border border-line font-mono text-xs/5">
      {fold(lines, context).map((line) =>
        "fold" in line ? (
          <p key={line.key} className="bg-sunken px-3 py-0.5 text-faint">
            {line.fold} unchanged {line.fold === 1 ? "line" : "lines"}
          </p>
        ) : (
          <Line key={`${line.before ?? ""}/${line.after ?? ""}`} line={line} />
        ),
      )}
    </section>
  );
}

function Line({ line }: { line: DiffLine }) {
  const changed = line.kind !== "same";
  return (
    <p
      data-tone={line.kind === "removed" ? "danger" : "success"}
      className={cx("flex", changed ? "bg-tone-soft/60" : "bg-panel")}
    >
      <span
        aria-hidden="true"
        className="tabular w-10 shrink-0 select-none pr-2 text-right text-faint max-sm:hidden"
      >
        {line.before ?? line.after}
      </span>
      <span aria-hidden="true" className="w-6 shrink-0 select-none text-center font-semibold text-tone-ink">
        {signs[line.kind]}
      </span>
      <span className="wrap-anywhere min-w-0 whitespace-pre-wrap py-px pr-3">
        <span className="sr-only">{spoken[line.kind]}</span>
        {line.pieces.map((piece, index) => {
          const Part = { same: "span", removed: "del", added: "ins" }[piece.kind] as "span" | "del" | "ins";
          return (
            <Part
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move
              key={index}
              className={
                piece.kind === "same"
                  ? undefined
                  : "rounded-xs bg-tone-line/70 decoration-1 underline-offset-2"
              }
            >
              {piece.text}
            </Part>
          );
        })}
      </span>
    </p>
  );
}

function fold(lines: readonly DiffLine[], context: number): Shown[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some((line) => line.kind !== "same"),
  );
  const shown: Shown[] = [];
  for (const [index, line] of lines.entries()) {
    const last = shown.at(-1);
    if (near[index]) shown.push(line);
    else if (last && "fold" in last) last.fold++;
    else shown.push({ fold: 1, key: `fold-${index}` });
  }
  return shown;
}
