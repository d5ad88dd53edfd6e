"use client";

import { CornerDownLeft } from "lucide-react";
import { type KeyboardEvent, type SubmitEvent, useActionState, useEffect, useRef, useState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { shellEvents } from "@/components/shell/events";
import { Form } from "@/components/ui/form";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { filesWithCommand } from "@/lib/incidents/composer/labels";
import { readComposed } from "@/lib/incidents/composer/rules";
import type { RoleName } from "@/lib/incidents/roles/rules";
import { entryKindLabels, mostCharacters } from "@/lib/incidents/timeline/labels";
import { parseEntryTime } from "@/lib/incidents/times/rules";
import { untouched } from "@/lib/web/form-state";
import { submitEntry } from "./actions";
import { AttachButton, AttachPlace } from "./attach-files";
import type { AttachedFile } from "./attached-file";
import { Completions } from "./completions";
import { Meaning } from "./composer-meaning";
import { newSendingKey, type WaitingEntry } from "./entry-queue";
import { useAttachments } from "./use-attachments";
import { useEntryQueue } from "./use-entry-queue";
import { WaitingEntries } from "./waiting-entries";

type Props = {
  incidentRef: string;
  zone: string;
  /** The day that bare times fall on, for incidents that are over; null while one is live. */
  day: string | null;
  /** Since when times without a date can be; null where that is not known. */
  since: Date | null;
  draft: string;
  /** The roles that can be given. */
  roles: readonly RoleName[];
};

const kinds = Object.entries(entryKindLabels).map(([value, label]) => ({ value, label }));
const labels = { text: "What happened", kind: "Kind", day: "On" };

/**
 * Logs what happens as fast as typing it. A time at the front places the entry, a slash in front of a word is a command;
 * Enter sends it. What is sent leaves the field at once and waits below until the server has taken it.
 */
export function Composer({ incidentRef, zone, day, since, draft, roles }: Props) {
  const [state, send] = useActionState(submitEntry, untouched);
  // Answers are to forms that were posted; from the queue there are none here.
  const [settled, setSettled] = useState(0);
  const [cleared, setCleared] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [heldBack, setHeldBack] = useState(0);
  const [text, setText] = useState("");
  const [on, setOn] = useState(day ?? "");
  const form = useRef<HTMLDivElement>(null);
  const queue = useEntryQueue(draft, incidentRef);
  const attachments = useAttachments(draft, incidentRef);
  const uploaded = attachments.files.every(({ state }) => state === "ready");
  useEffect(() => {
    // What was to be waited for has come.
    if (uploaded) setProblem(null);
  }, [uploaded]);
  const clear = () => {
    setSettled(state.turn);
    setCleared(cleared + 1);
    setProblem(null);
    setText("");
    attachments.clear();
  };
  if (state.status === "done" && settled !== state.turn) clear();
  const shown = settled === state.turn ? untouched : state;
  const errors = problem === null ? shown.fields : { text: problem };

  const takeOver = (event: SubmitEvent<HTMLFormElement>) => {
    const sent = withFiles(
      entryOf(new FormData(event.currentTarget), { zone, since, roles }),
      attachments.files,
    );
    if ("problem" in sent) {
      setProblem(sent.problem);
      setHeldBack(heldBack + 1);
    } else if (queue.take(sent)) clear();
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    const focus = () => form.current?.querySelector("textarea")?.focus();
    document.addEventListener(shellEvents.timelineEntry, focus);
    return () => document.removeEventListener(shellEvents.timelineEntry, focus);
  }, []);
  return (
    <div ref={form} className="rounded-lg border border-line bg-panel p-3 print:hidden">
      <Form action={send} onSubmit={takeOver} resetKey={cleared} className="flex flex-col gap-2">
        <LocalDraft key={cleared} name={draft} heldBack={heldBack} />
        <FormAnswer state={shown.status === "refused" ? shown : untouched} labels={labels} />
        <input type="hidden" name="ref" value={incidentRef} />
        <AttachPlace attachments={attachments} text={text}>
          <div className="relative">
            <TextareaField
              name="text"
              label={labels.text}
              labelHidden
              rows={1}
              placeholder="14:40 restart initiated, partial recovery"
              errors={errors}
              defaultValue={shown.values.text ?? ""}
              onChange={(event) => {
                setText(event.target.value);
                setProblem(null);
              }}
              onKeyDown={sendOnEnter}
              autoComplete="off"
              required
            />
            <Completions within={form} roles={roles} />
          </div>
        </AttachPlace>
        <div className="flex flex-wrap items-center gap-2">
          <SelectField
            name="kind"
            label={labels.kind}
            labelHidden
            options={kinds}
            errors={errors}
            key={`${cleared} ${shown.values.kind ?? ""}`}
            defaultValue={shown.values.kind ?? "note"}
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
              errors={errors}
              className="w-36"
            />
          )}
          <AttachButton attachments={attachments} />
          <p aria-live="polite" className="min-w-0 flex-1 basis-40 text-faint text-xs">
            <Meaning text={text} zone={zone} day={day === null ? "" : on} since={since} roles={roles} />
          </p>
          <SubmitButton pendingLabel="Adding">
            Add entry
            <CornerDownLeft aria-hidden="true" />
          </SubmitButton>
        </div>
      </Form>
      <WaitingEntries queue={queue} />
    </div>
  );
}

/** What the form holds as something that can wait, or what to ask about it first, as a sentence. */
function entryOf(
  form: FormData,
  { zone, since, roles }: Pick<Props, "zone" | "since" | "roles">,
): WaitingEntry | { problem: string } {
  const [text, kind, day] = ["text", "kind", "day"].map((name) => String(form.get(name) ?? ""));
  const read = readComposed(text ?? "", roles);
  if ("problem" in read) return read;
  if (read.does === "log" && read.text === "") return { problem: `Say what happened at ${read.time}.` };
  const now = new Date();
  if (read.does === "log" && read.time !== undefined) {
    const time = parseEntryTime(read.time, zone, now, { day: day || undefined, since });
    if ("problem" in time) return time;
  }
  return {
    ...{ key: newSendingKey(), text: text ?? "", kind: kind ?? "", day: day ?? "" },
    ...{ typedAt: now.toISOString(), keeps: read.does === "log", byItself: true, refusal: null },
  };
}

/** The same with its files, or what to do about them first, as a sentence. */
function withFiles(
  sent: WaitingEntry | { problem: string },
  files: readonly AttachedFile[],
): WaitingEntry | { problem: string } {
  if ("problem" in sent) return sent;
  if (sent.text.length > mostCharacters) return { problem: tooLong };
  if (files.length === 0) return sent;
  if (!sent.keeps) return { problem: filesWithCommand };
  const attachments = files.flatMap(({ id, description }) => (id === null ? [] : [{ id, description }]));
  if (attachments.length === files.length) return { ...sent, attachments };
  if (files.some(({ state }) => state === "failed"))
    return { problem: "A file was not taken: try it again, or remove it." };
  return { problem: "A file is still on its way: send this in a moment, or remove it." };
}

const tooLong = `An entry may have ${mostCharacters.toLocaleString("en")} characters. Attach the long part as a file.`;

function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  // On a phone Enter is the only way to a new line; the button is at the thumb.
  if (window.matchMedia("(pointer: coarse)").matches && !event.ctrlKey) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
