"use client";

import { Paperclip } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { acceptedFiles, linesOfAnEntry } from "@/lib/incidents/attachments/labels";
import { mostCharacters } from "@/lib/incidents/timeline/labels";
import { type Attachments, loadAttaching, loadPanel } from "./use-attachments";

const AttachPanel = dynamic(() => loadPanel().then((module) => module.AttachPanel), { ssr: false });

/** The button that chooses files. */
export function AttachButton({ attachments }: { attachments: Attachments }) {
  const input = useRef<HTMLInputElement>(null);
  const near = () => void loadAttaching().catch(() => {});
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        data-attach=""
        className="noscript:hidden"
        onClick={() => input.current?.click()}
        onPointerEnter={near}
        onFocus={near}
      >
        <Paperclip aria-hidden="true" />
        Attach
      </Button>
      <input
        ref={input}
        type="file"
        aria-label="Files to attach"
        accept={acceptedFiles}
        multiple
        hidden
        onChange={({ currentTarget }) => {
          attachments.add([...(currentTarget.files ?? [])]);
          // So that the same file can be chosen again.
          currentTarget.value = "";
        }}
      />
      <noscript>
        <input type="file" name="files[]" aria-label="Files to attach" accept={acceptedFiles} multiple />
      </noscript>
    </>
  );
}

type Props = {
  attachments: Attachments;
  /** The text of the entry, as it is in the field. */
  text: string;
  children: ReactNode;
};

/** A place onto which files are dropped or pasted, with what is attached below; a long text that is pasted may become a file. */
export function AttachPlace({ attachments, text, children }: Props) {
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const { files, problem } = attachments;
  const offered = pasted !== null && text.includes(pasted) ? pasted : null;

  const asFile = (what: string) =>
    attachments.add([new File([what], "log-excerpt.txt", { type: "text/plain" })]);
  const takeOut = (what: string) => {
    const field = place.current?.querySelector("textarea");
    if (field)
      retype(
        field,
        field.value.replace(what, () => ""),
      );
    asFile(what);
    setPasted(null);
    field?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button is the first way, dropping and pasting are others
    <div
      ref={place}
      className={cx(
        "grid gap-2",
        over && "rounded-md outline-2 outline-accent outline-dashed outline-offset-4",
      )}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        attachments.add([...event.dataTransfer.files]);
      }}
      onPaste={(event) => {
        const { clipboardData } = event;
        const what = clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
        // Cells of a sheet come as text and as an image of it: the text is meant.
        if (what === "" && clipboardData.files.length > 0) {
          event.preventDefault();
          attachments.add([...clipboardData.files]);
        } else if (what.length > mostCharacters) {
          event.preventDefault();
          asFile(what);
        } else if (what.split("\n").length > linesOfAnEntry) setPasted(what);
      }}
    >
      {children}
      {offered === null ? null : (
        <div role="status" className="flex flex-wrap items-center gap-2 text-muted text-sm">
          What you pasted has {offered.split("\n").length} lines.
          <Button size="sm" onClick={() => takeOut(offered)}>
            Attach it as a log excerpt
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setPasted(null)}>
            Keep it as text
          </Button>
        </div>
      )}
      {files.length > 0 ? <AttachPanel attachments={attachments} /> : null}
      {problem === null ? null : (
        <p role="alert" className="text-danger-ink text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}

/** Puts a text into a field as if it were typed, so that whoever listens hears it. */
function retype(field: HTMLTextAreaElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
