"use client";

import { CornerDownLeft } from "lucide-react";
import { type KeyboardEvent, useActionState, useEffect, useRef, useState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { shellEvents } from "@/components/shell/events";
import { Form } from "@/components/ui/form";
import { formatInstant, formatRelative, zoneName } from "@/components/ui/format-time";
import { Kbd } from "@/components/ui/kbd";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { entryKindLabels } from "@/lib/incidents/timeline/labels";
import { parseEntryTime, splitEntry } from "@/lib/incidents/times/rules";
import { untouched } from "@/lib/web/form-state";
import { submitEntry } from "./actions";

type Props = {
  incidentRef: string;
  zone: string;
  /** The day that bare times fall on, for incidents that are over; null while one is live. */
  day: string | null;
  draft: string;
};

const kinds = Object.entries(entryKindLabels).map(([value, label]) => ({ value, label }));
const labels = { text: "What happened", kind: "Kind", day: "On" };

/** Logs what happens as fast as typing it. A time at the front places the entry; Enter sends it. */
export function Composer({ incidentRef, zone, day, draft }: Props) {
  const [state, send] = useActionState(submitEntry, untouched);
  const [accepted, setAccepted] = useState(0);
  const [text, setText] = useState("");
  const [on, setOn] = useState(day ?? "");
  const form = useRef<HTMLDivElement>(null);
  if (state.status === "done" && accepted !== state.turn) {
    setAccepted(state.turn);
    setText("");
  }
  useEffect(() => {
    const focus = () => form.current?.querySelector("textarea")?.focus();
    document.addEventListener(shellEvents.timelineEntry, focus);
    return () => document.removeEventListener(shellEvents.timelineEntry, focus);
  }, []);
  return (
    <div ref={form} className="rounded-lg border border-line bg-panel p-3 print:hidden">
      <Form action={send} resetKey={accepted} className="flex flex-col gap-2">
        <LocalDraft key={accepted} name={draft} />
        <FormAnswer state={state.status === "refused" ? state : untouched} labels={labels} />
        <input type="hidden" name="ref" value={incidentRef} />
        <TextareaField
          name="text"
          label={labels.text}
          labelHidden
          rows={1}
          placeholder="14:40 restart initiated, partial recovery"
          errors={state.fields}
          defaultValue={state.values.text ?? ""}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={sendOnEnter}
          required
        />
        <div className="flex flex-wrap items-center gap-2">
          <SelectField
            name="kind"
            label={labels.kind}
            labelHidden
            options={kinds}
            errors={state.fields}
            key={`${accepted} ${state.values.kind ?? ""}`}
            defaultValue={state.values.kind ?? "note"}
            className="w-36"
          />
          {day === null ? null : (
            <TextField
              name="day"
              label={labels.day}
              labelHidden
              type="date"
              aria-label="Day of times without a date"
              value={on}
              onChange={(event) => setOn(event.target.value)}
              errors={state.fields}
              className="w-36"
            />
          )}
          <p aria-live="polite" className="min-w-0 flex-1 basis-40 text-faint text-xs">
            <Placement text={text} zone={zone} day={on} />
          </p>
          <SubmitButton pendingLabel="Adding">
            Add entry
            <CornerDownLeft aria-hidden="true" />
          </SubmitButton>
        </div>
      </Form>
    </div>
  );
}

/** Where the entry will stand, while it is being typed. */
function Placement({ text, zone, day }: { text: string; zone: string; day: string }) {
  const { time } = splitEntry(text);
  if (time === undefined) {
    if (text.trim() === "")
      return (
        <>
          Press <Kbd keys={["t"]} /> to write. A time in front places the entry: 14:40, ~14:40, -5m.
        </>
      );
    return "Placed at the present moment.";
  }
  const now = new Date();
  const read = parseEntryTime(time, zone, now, day === "" ? undefined : day);
  if ("problem" in read) return <span className="text-danger-ink">{read.problem}</span>;
  const about = read.precision === "about" ? "about " : "";
  return `Placed at ${about}${formatInstant(read.at, zone)} (${formatRelative(read.at, now)}), ${zoneName(read.at, zone)}.`;
}

function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  // On a phone Enter is the only way to a new line; the button is at the thumb.
  if (window.matchMedia("(pointer: coarse)").matches && !event.ctrlKey) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
