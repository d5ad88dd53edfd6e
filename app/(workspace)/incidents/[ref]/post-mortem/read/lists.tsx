import { Markdown } from "@/components/ui/markdown";

type Row = { id: string; text: string };

/** Sentences as a list; a single line of Markdown each. */
export function TextList({ rows, ordered = false }: { rows: readonly Row[]; ordered?: boolean }) {
  const List = ordered ? "ol" : "ul";
  return (
    <List
      className={`flex flex-col gap-1.5 pl-5 marker:text-faint ${ordered ? "list-decimal" : "list-disc"}`}
    >
      {rows.map((row) => (
        <li key={row.id} className="pl-1">
          <Markdown size="doc" under={4}>
            {row.text}
          </Markdown>
        </li>
      ))}
    </List>
  );
}
