"use client";

import { Plus } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Row, type RowField } from "./row";
import { type EditedRow, moved, rowsAsTyped } from "./rows";
import type { SectionFields } from "./section-form";

type Props = SectionFields & {
  /** The list's name in the form: fields are called `name.0.key`. */
  name: string;
  /** What one row is called: 'fix'. */
  noun: string;
  stored: readonly { id: string; values: Readonly<Record<string, string>> }[];
  fields: readonly RowField[];
};

type Focus = { row: string; control: "first" | "up" | "down" };

const BLANK = "blank";

/** A list whose rows are added, removed and moved by buttons and keys; without JavaScript it has two empty rows more. */
export function RowsEditor({ name, noun, stored, fields, errors, typed, draft }: Props) {
  const known: EditedRow[] = stored.map((row) => ({ key: row.id, ...row }));
  const [rows, setRows] = useState<EditedRow[]>(() => {
    const first = typed
      ? rowsAsTyped(name, typed, known, true)
      : draft
        ? rowsAsTyped(name, draft, known, false)
        : known;
    return first.length > 0 ? first : [blankRow(BLANK)];
  });
  const [said, say] = useState("");
  const made = useRef(0);
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<Focus | null>(null);

  useEffect(() => {
    const { current: next } = focus;
    if (!next) return;
    focus.current = null;
    const row = list.current?.querySelector(`[data-row="${next.row}"]`);
    const wanted = row?.querySelector<HTMLElement>(`[data-${next.control}]:not(:disabled)`);
    (
      wanted ?? row?.querySelector<HTMLElement>("[data-up]:not(:disabled), [data-down]:not(:disabled)")
    )?.focus();
    // Rows that come and go are no typing: the draft is told so that it is kept all the same.
    list.current?.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  });

  const addAfter = (index: number) => {
    made.current += 1;
    const row = blankRow(`new-${made.current}`);
    focus.current = { row: row.key, control: "first" };
    setRows(rows.toSpliced(index + 1, 0, row));
    say(`Empty ${noun} ${index + 2} added.`);
  };
  const remove = (index: number) => {
    const left = rows.toSpliced(index, 1);
    const neighbour = left[Math.min(index, left.length - 1)];
    if (neighbour) focus.current = { row: neighbour.key, control: "first" };
    setRows(left);
    say(`Removed ${noun} ${index + 1}; ${left.length} left.`);
  };
  const move = (index: number, by: 1 | -1, control: Focus["control"]) => {
    const row = rows[index];
    if (!row || !rows[index + by]) return;
    focus.current = { row: row.key, control };
    setRows(moved(rows, index, index + by));
    say(`Moved to place ${index + by + 1} of ${rows.length}.`);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const target = event.target as HTMLElement;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(index, event.key === "ArrowUp" ? -1 : 1, "first");
    } else if (
      event.key === "Enter" &&
      !event.shiftKey &&
      !event.nativeEvent.isComposing &&
      target.dataset.line === ""
    ) {
      event.preventDefault();
      addAfter(index);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      <ol ref={list} className="flex flex-col gap-2">
        {rows.map((row, index) => (
          <Row
            key={row.key}
            {...{ row, index, name, noun, fields, errors }}
            last={index === rows.length - 1}
            onKeyDown={(event) => onKeyDown(event, index)}
            onMove={(by) => move(index, by, by === -1 ? "up" : "down")}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      <noscript>
        <ol className="flex flex-col gap-2">
          {[0, 1].map((extra) => (
            <Row
              key={extra}
              row={blankRow("")}
              index={rows.length + extra}
              {...{ name, noun, fields, errors }}
            />
          ))}
        </ol>
      </noscript>
      <div>
        <Button size="sm" variant="ghost" onClick={() => addAfter(rows.length - 1)}>
          <Plus aria-hidden="true" />
          Add {noun}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

const blankRow = (key: string): EditedRow => ({ key, id: "", values: {} });
