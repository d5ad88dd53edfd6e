"use client";

import { CloudOff, RotateCcw, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Spinner } from "@/components/ui/spinner";
import { useLate } from "@/components/ui/use-late";
import type { WaitingEntry } from "./entry-queue";
import type { EntryQueue, Hindrance } from "./use-entry-queue";

/** What was typed and is not with the server yet, and what can be done about it. */
export function WaitingEntries({ queue }: { queue: EntryQueue }) {
  const { hindrance } = queue;
  const late = useLate(queue.waiting[0]?.key);
  const waiting = late ? queue.waiting : queue.waiting.filter((entry) => hindrance || isUndecided(entry));
  return (
    <div role="status" className="empty:hidden">
      {waiting.length > 0 ? (
        <div className="mt-3 grid gap-2 border-line border-t pt-3">
          {hindrance ? <Hindered by={hindrance} /> : null}
          <ul className="grid gap-1">
            {waiting.map((entry) => (
              <Waiting key={entry.key} entry={entry} queue={queue} />
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

const isUndecided = ({ byItself, refusal }: WaitingEntry) => !byItself || refusal !== null;

function Hindered({ by }: { by: Exclude<Hindrance, null> }) {
  if (by === "outdated")
    return (
      <Callout
        tone="warning"
        title="Highwater was upgraded after this page was opened"
        actions={
          <Button size="sm" onClick={() => window.location.reload()}>
            Load again
          </Button>
        }
      >
        What waits is kept on this device, and sent once the page was loaded again.
      </Callout>
    );
  return (
    <Callout tone="warning" title="No answer from Highwater">
      What you write is kept on this device, and sent in order as soon as there is an answer again.
    </Callout>
  );
}

const countFiles = (count: number) => (count === 1 ? "1 file" : `${count} files`);

function Waiting({ entry, queue }: { entry: WaitingEntry; queue: EntryQueue }) {
  const { key, text, refusal, attachments = [] } = entry;
  const decides = isUndecided(entry);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {decides ? (
        <CloudOff aria-hidden="true" className="size-4 shrink-0 text-danger-ink" />
      ) : queue.hindrance ? (
        <CloudOff aria-hidden="true" className="size-4 shrink-0 text-muted" />
      ) : (
        <Spinner />
      )}
      <span className="wrap-anywhere min-w-0 flex-1 basis-48 whitespace-pre-wrap text-muted">
        {text}
        {attachments.length > 0 ? (
          <span className="text-faint"> · with {countFiles(attachments.length)}</span>
        ) : null}
      </span>
      {decides ? (
        <>
          <span className="text-danger-ink">{refusal ?? "Not done: there was no answer."}</span>
          <Button size="sm" onClick={() => queue.send(key)}>
            <RotateCcw aria-hidden="true" />
            Send again
          </Button>
          {attachments.length > 0 ? (
            <Button size="sm" onClick={() => queue.sendBare(key)}>
              Send without {attachments.length === 1 ? "its file" : "its files"}
            </Button>
          ) : null}
          <Button size="sm" onClick={() => queue.discard(key)}>
            <X aria-hidden="true" />
            Discard
          </Button>
        </>
      ) : (
        <span className="text-faint text-xs">{queue.hindrance ? "Waiting" : "Sending"}</span>
      )}
    </li>
  );
}
