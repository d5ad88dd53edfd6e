import { ArrowRight } from "lucide-react";
import type { CodeChange } from "@/lib/reviews/schema";

/** What was changed, file by file, each setting with its value before and after. */
export function CodeChanges({ changes }: { changes: readonly CodeChange[] }) {
  const files: { key: string; file: string; lines: CodeChange[] }[] = [];
  for (const change of changes) {
    const last = files.at(-1);
    if (last?.file === change.file) last.lines.push(change);
    else files.push({ key: change.id, file: change.file, lines: [change] });
  }
  return (
    <div className="flex flex-col gap-3">
      {files.map(({ key, file, lines }) => (
        <div key={key} className="overflow-hidden rounded-md border border-line">
          <p className="wrap-anywhere border-line border-b bg-sunken px-3 py-1.5 font-mono text-sm">
            {file || "Not in a file"}
          </p>
          <ul className="text-base">
            {lines.map((line) => (
              <li
                key={line.id}
                className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-3 py-1.5 not-first:border-line not-first:border-t"
              >
                <span className="wrap-anywhere min-w-0 grow">{line.text}</span>
                <Values {...line} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Values({ before, after }: Pick<CodeChange, "before" | "after">) {
  if (before === null && after === null) return null;
  return (
    <span className="wrap-anywhere inline-flex flex-wrap items-baseline gap-x-1.5 font-mono text-sm">
      <del className="text-danger-ink decoration-danger-line">
        <span className="sr-only">before </span>
        {before ?? "none"}
      </del>
      <ArrowRight aria-hidden="true" className="size-3.5 self-center text-faint" />
      <ins className="text-success-ink no-underline">
        <span className="sr-only">after </span>
        {after ?? "none"}
      </ins>
    </span>
  );
}
