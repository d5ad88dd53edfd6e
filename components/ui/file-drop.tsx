"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "./cx";
import { type FieldErrors, fieldId, messagesFor } from "./field-ids";
import { FieldMessage } from "./field-message";
import { formatBytes } from "./file-size";

type Props = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** As the browser's `accept`: `.md,text/markdown`. */
  accept?: string | undefined;
  /** Larger files are refused here, before they are sent. The server checks again. */
  maxBytes?: number | undefined;
  multiple?: boolean | undefined;
  required?: boolean | undefined;
  errors?: FieldErrors | undefined;
  form?: string | undefined;
};

/** A file to send: chosen, or dropped onto the frame. Without JavaScript it is the browser's own field. */
export function FileDrop({ name, label, hint, accept, maxBytes, multiple, required, errors, form }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [over, setOver] = useState(false);
  const id = fieldId(name, form);
  const tooLarge = maxBytes === undefined ? undefined : files.find((file) => file.size > maxBytes);
  const messages = tooLarge
    ? [
        `${tooLarge.name} is ${formatBytes(tooLarge.size)}; at most ${formatBytes(maxBytes ?? 0)} can be sent.`,
      ]
    : messagesFor(errors, name);

  const take = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const field = input.current;
    if (!field || event.dataTransfer.files.length === 0) return;
    const kept = new DataTransfer();
    for (const file of [...event.dataTransfer.files].slice(0, multiple ? undefined : 1)) kept.items.add(file);
    field.files = kept.files;
    setFiles([...kept.files]);
  };

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field within is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={take}
        className={cx(
          "relative flex flex-col items-center gap-2 rounded-lg border border-edge border-dashed bg-panel px-4 py-8 text-center transition-colors",
          "focus-within:border-focus hover:border-muted",
          over && "border-accent border-solid bg-selected",
          messages.length > 0 && "border-danger-solid",
        )}
      >
        <FileUp aria-hidden="true" className="size-5 text-muted" />
        {files.length > 0 ? (
          <ul aria-live="polite">
            {files.map((file) => (
              <li key={file.name} className="font-medium">
                {file.name} <span className="tabular font-normal text-faint">{formatBytes(file.size)}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted text-sm pointer-coarse:hidden">Drop a file here, or choose one.</p>
        )}
        <input
          ref={input}
          id={id}
          name={name}
          type="file"
          accept={accept}
          multiple={multiple}
          required={required}
          aria-invalid={messages.length > 0 || undefined}
          aria-describedby={cx(hint ? `${id}-hint` : null, messages.length > 0 && `${id}-error`) || undefined}
          onChange={(event) => setFiles([...(event.currentTarget.files ?? [])])}
          className="max-w-full rounded-md text-muted text-sm file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-rim file:bg-panel file:px-3 file:font-medium file:text-ink hover:file:bg-hover"
        />
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="text-faint text-xs">
          {hint}
        </p>
      ) : null}
      <FieldMessage id={`${id}-error`} messages={messages} />
    </div>
  );
}
