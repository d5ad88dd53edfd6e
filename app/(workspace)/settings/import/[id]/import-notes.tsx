import { Callout } from "@/components/ui/callout";
import type { PortableDocument } from "@/lib/documents/schema";

type Props = { notes: { line: number; message: string }[]; unplaced: PortableDocument["unplaced"] };

/** What the importer wants to be known: how it read doubtful things, and what it found no place for. */
export function ImportNotes({ notes, unplaced }: Props) {
  return (
    <>
      {notes.length > 0 ? (
        <Callout
          tone="info"
          title={notes.length === 1 ? "One thing to know" : `${notes.length} things to know`}
        >
          <ul className="grid gap-1">
            {notes.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                <span className="tabular text-faint">Line {line}</span> {message}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      {unplaced.length > 0 ? (
        <Callout tone="warning" title="Kept word for word, without a place of its own">
          {unplaced.map(({ place, markdown }) => (
            <figure key={`${place} ${markdown}`} className="mt-2">
              <figcaption className="text-faint text-sm">{place}</figcaption>
              <pre className="overflow-x-auto whitespace-pre-wrap font-mono text-xs">{markdown}</pre>
            </figure>
          ))}
        </Callout>
      ) : null}
    </>
  );
}
