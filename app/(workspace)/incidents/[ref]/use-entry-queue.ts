"use client";

import { unstable_isUnrecognizedActionError as isOfOlderBuild } from "next/navigation";
import { startTransition, useEffect, useState, useSyncExternalStore } from "react";
import { hearWaiting } from "@/components/shell/left-on-device";
import { longestWaitMs } from "@/lib/incidents/timeline/labels";
import { untouched } from "@/lib/web/form-state";
import { submitEntry } from "./actions";
import { changeQueue, mostWaiting, readQueue, type WaitingEntry } from "./entry-queue";

const none: readonly WaitingEntry[] = [];
const againAfterMs = 4_000;

/** Why nothing can be sent now: nobody answers, or this page is of an older build than the server. */
export type Hindrance = "cut-off" | "outdated" | null;

/** What waits to be sent from this device, and what is in its way. */
export type EntryQueue = {
  waiting: readonly WaitingEntry[];
  hindrance: Hindrance;
  /** Takes something to be sent; false where it cannot be kept, and must be sent as any form. */
  take: (entry: WaitingEntry) => boolean;
  send: (key: string) => void;
  /** Sends it again, but for its files. */
  sendBare: (key: string) => void;
  discard: (key: string) => void;
};

/**
 * Sends what was typed one after the other, in the order in which it was typed, and keeps it on this device until the
 * server has taken it: through a connection that is gone, and through a reload. What the server refuses stays for its
 * author to decide about, and holds up nothing.
 */
export function useEntryQueue(name: string, ref: string): EntryQueue {
  const waiting = useSyncExternalStore(
    hearWaiting,
    () => readQueue(name),
    () => none,
  );
  const [hindrance, setHindrance] = useState<Hindrance>(null);
  // What waits from before this page was opened has waited for who knows how long.
  useEffect(() => leaveToAuthor(name), [name]);
  const next = waiting.find(isNext)?.key;
  useEffect(() => {
    if (next === undefined) return;
    const go = () => startTransition(() => alone(name, () => drain(name, ref, setHindrance)));
    go();
    const timer = setInterval(go, againAfterMs);
    window.addEventListener("online", go);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", go);
    };
  }, [name, ref, next]);
  const change = (key: string, after: Partial<WaitingEntry>) =>
    changeQueue(name, (entries) => entries.map((one) => (one.key === key ? { ...one, ...after } : one)));
  return {
    waiting,
    hindrance: next === undefined ? null : hindrance,
    take: (entry) =>
      readQueue(name).length < mostWaiting &&
      changeQueue(name, (entries) => [...entries, { ...entry, byItself: entry.keeps || hindrance === null }]),
    send: (key) => change(key, { byItself: true, refusal: null }),
    sendBare: (key) => change(key, { byItself: true, refusal: null, attachments: [] }),
    discard: (key) => changeQueue(name, (entries) => entries.filter((one) => one.key !== key)),
  };
}

const isNext = ({ byItself, refusal }: WaitingEntry) => byItself && refusal === null;

async function drain(name: string, ref: string, setHindrance: (now: Hindrance) => void): Promise<void> {
  for (let entry = readQueue(name).find(isNext); entry; entry = readQueue(name).find(isNext)) {
    const { key } = entry;
    try {
      const { status, message } = await submitEntry(untouched, formOf(ref, entry));
      setHindrance(null);
      const noted = changeQueue(name, (entries) =>
        status === "refused"
          ? entries.map((one) => (one.key === key ? { ...one, refusal: message } : one))
          : entries.filter((one) => one.key !== key),
      );
      // A device that keeps nothing more would have the same sent for ever.
      if (!noted) return;
    } catch (error) {
      setHindrance(isOfOlderBuild(error) ? "outdated" : "cut-off");
      leaveToAuthor(name);
      return;
    }
  }
}

/** What changes the incident as it is now is not done by itself when it may have become another. */
function leaveToAuthor(name: string): void {
  changeQueue(name, (entries) => entries.map((one) => (one.keeps ? one : { ...one, byItself: false })));
}

const busy = new Set<string>();

/** Does the work unless it is being done already, in this tab or, where the browser can tell, in another. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if (busy.has(name)) return;
  busy.add(name);
  try {
    if (!navigator.locks) return await work();
    await navigator.locks.request(`highwater entries ${name}`, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
    });
  } finally {
    busy.delete(name);
  }
}

function formOf(ref: string, { key, text, kind, day, typedAt, attachments = [] }: WaitingEntry): FormData {
  const typedMsAgo = Math.min(Math.max(0, Date.now() - Date.parse(typedAt)), longestWaitMs);
  const form = new FormData();
  for (const [field, value] of Object.entries({ ref, text, kind, day, typedMsAgo, sendingKey: key }))
    form.set(field, String(value));
  for (const [at, { id, description }] of attachments.entries()) {
    form.set(`attachments.${at}.id`, id);
    form.set(`attachments.${at}.description`, description);
  }
  return form;
}
