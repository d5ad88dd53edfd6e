"use client";

import { CircleAlert, FileText, RotateCcw, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/components/ui/file-size";
import { Input } from "@/components/ui/input";
import type { AttachedFile } from "./attached-file";
import type { Attachments } from "./use-attachments";

/** The files of the entry that is being written, each with how far it is, and how to remove it. */
export function AttachPanel({ attachments }: { attachments: Attachments }) {
  const { files } = attachments;
  const there = files.filter(({ state }) => state === "ready").map(({ fileName }) => fileName);
  return (
    <>
      <p role="status" className="sr-only">
        {there.length > 0 ? `${there.join(", ")} ${there.length === 1 ? "is" : "are"} attached` : null}
      </p>
      <ul aria-label="Files of this entry" className="grid gap-1.5">
        {files.map((file, at) => (
          <li
            key={file.key}
            className="grid grid-cols-[2.5rem_minmax(0,1fr)_auto] items-center gap-x-2.5 rounded-md border border-line p-1.5 text-sm"
          >
            <Preview file={file} />
            <div className="grid min-w-0 gap-1">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="wrap-anywhere">{file.fileName}</span>
                <span className="tabular text-faint text-xs">{formatBytes(file.size)}</span>
              </p>
              <State file={file} />
              {file.state === "ready" && file.image ? (
                <>
                  <label htmlFor={`alt-${file.key}`} className="text-muted text-xs">
                    Alt text
                  </label>
                  <Input
                    id={`alt-${file.key}`}
                    aria-label={`Alt text of ${file.fileName}`}
                    placeholder="What it shows, for those who do not see it"
                    value={file.description}
                    maxLength={300}
                    onChange={(event) => attachments.describe(file.key, event.target.value)}
                    onKeyDown={(event) => {
                      // Enter sends the entry from its text alone.
                      if (event.key === "Enter") event.preventDefault();
                    }}
                  />
                </>
              ) : null}
              {file.id === null ? null : (
                <>
                  <input type="hidden" name={`attachments.${at}.id`} value={file.id} />
                  <input type="hidden" name={`attachments.${at}.description`} value={file.description} />
                </>
              )}
            </div>
            <div className="flex gap-1">
              {file.again && file.state === "failed" ? (
                <Button size="sm" onClick={() => attachments.again(file.key)}>
                  <RotateCcw aria-hidden="true" />
                  Try again
                </Button>
              ) : null}
              <Button
                size="sm"
                variant="ghost"
                aria-label={`${file.state === "uploading" ? "Cancel" : "Remove"} ${file.fileName}`}
                onClick={({ currentTarget }) => {
                  // This button goes away; a field would bring up the keyboard of a phone.
                  currentTarget.form?.querySelector<HTMLElement>("[data-attach]")?.focus();
                  attachments.remove(file.key);
                }}
              >
                <X aria-hidden="true" />
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Preview({ file }: { file: AttachedFile }) {
  const box = "flex size-10 items-center justify-center overflow-hidden rounded-sm bg-sunken text-muted";
  if (file.preview === null)
    return (
      <span className={box}>
        <FileText aria-hidden="true" className="size-4" />
      </span>
    );
  return (
    <span className={box}>
      {/* biome-ignore lint/performance/noImgElement: it is on this device */}
      <img src={file.preview} alt="" className="size-full object-contain" />
    </span>
  );
}

function State({ file }: { file: AttachedFile }) {
  if (file.state === "failed")
    return (
      <p role="alert" className="flex items-start gap-1.5 text-danger-ink text-xs">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        {file.problem}
      </p>
    );
  if (file.state === "ready") return null;
  const percent = Math.round(file.progress * 100);
  return (
    <span
      role="progressbar"
      aria-label={`Uploading ${file.fileName}`}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="block h-1.5 overflow-hidden rounded-full bg-line"
    >
      <span className="block h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
    </span>
  );
}
