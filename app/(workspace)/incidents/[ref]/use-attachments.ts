"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { attachmentLimits } from "@/lib/incidents/attachments/labels";
import { type AttachedFile, rememberAttached, rememberedFiles } from "./attached-file";
import { newSendingKey } from "./entry-queue";

/** What is attached to the entry that is being written, and what can be done with it. */
export type Attachments = {
  files: readonly AttachedFile[];
  /** Why nothing could be attached at all, as a sentence. */
  problem: string | null;
  add: (files: readonly File[]) => void;
  describe: (key: string, description: string) => void;
  /** Sends again what was not answered. */
  again: (key: string) => void;
  /** Takes a file off; one on its way is stopped. */
  remove: (key: string) => void;
  clear: () => void;
};

/** The list of what is attached. */
export const loadPanel = () => import("./attach-panel");

const loadUpload = () => import("./attach-upload");

/** Fetches what most entries do without: when the first file comes, or somebody comes near. */
export const loadAttaching = () => Promise.all([loadPanel(), loadUpload()]);

const notLoaded =
  "No answer from Highwater, and nothing was attached. Your text is kept: attach the file once there is an answer again.";
const tooMany = `An entry may have ${attachmentLimits.inEntry} files. Send these, and attach the rest to the next entry.`;

/**
 * Uploads what is attached while the entry is still being written, and keeps what is with the server through a reload. A
 * file that is not with the server stays on the page, which says so and asks before it is left.
 */
export function useAttachments(name: string, ref: string): Attachments {
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const held = useRef(new Map<string, { file: File; stop: AbortController }>());

  const change = useCallback((key: string, part: Partial<AttachedFile>) => {
    setFiles((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }, []);
  const start = useCallback(
    async (key: string, file: File) => {
      const stop = new AbortController();
      held.current.set(key, { file, stop });
      change(key, { state: "uploading", progress: 0, problem: null });
      const { upload, whyTooLargeHere } = await loadUpload();
      const tooLarge = whyTooLargeHere(file);
      if (tooLarge !== null) return change(key, { state: "failed", problem: tooLarge, again: false });
      const progress = (share: number) => change(key, { progress: share });
      const end = await upload(ref, { file, key }, { progress, cancelled: stop.signal });
      if (end === null) return;
      if ("problem" in end) change(key, { state: "failed", ...end });
      else {
        const { id, fileName, image, size } = end.taken;
        change(key, { state: "ready", id, fileName, image, size, progress: 1, again: false });
      }
    },
    [change, ref],
  );
  const again = useCallback(
    (key: string) => {
      const file = held.current.get(key)?.file;
      if (file) void start(key, file);
    },
    [start],
  );

  useEffect(() => {
    const remembered = rememberedFiles(name, (id) => `/incidents/${ref}/attachments/${id}`);
    if (remembered.length > 0)
      void loadAttaching().then(
        () => setFiles(remembered),
        () => {},
      );
  }, [name, ref]);
  const ready = files.filter(({ state }) => state === "ready");
  const known = JSON.stringify(ready.map(({ id, description }) => [id, description]));
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is remembered changes with `known` alone
  useEffect(() => {
    // What is remembered from before is not forgotten before it is there again.
    if (!first.current) rememberAttached(name, ready);
    first.current = false;
  }, [name, known]);

  const unanswered = files
    .filter((file) => file.again)
    .map(({ key }) => key)
    .join(" ");
  const unsafe = files.some(({ state, again: may }) => state === "uploading" || may);
  useEffect(() => {
    if (unanswered === "") return;
    const retry = () => unanswered.split(" ").forEach(again);
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [unanswered, again]);
  useEffect(() => {
    if (!unsafe) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsafe]);

  const drop = (key: string) => {
    held.current.get(key)?.stop.abort();
    held.current.delete(key);
    const preview = files.find((one) => one.key === key)?.preview;
    if (preview?.startsWith("blob:")) URL.revokeObjectURL(preview);
  };
  return {
    files,
    problem,
    add(given) {
      const taken = given.slice(0, Math.max(0, attachmentLimits.inEntry - files.length));
      setProblem(taken.length < given.length ? tooMany : null);
      if (taken.length === 0) return;
      const news = taken.map((file) => ({ file, shown: shownAs(file) }));
      loadAttaching().then(
        () => {
          setFiles((before) => [...before, ...news.map(({ shown }) => shown)]);
          for (const { file, shown } of news) void start(shown.key, file);
        },
        () => setProblem(notLoaded),
      );
    },
    describe: (key, description) => change(key, { description }),
    again,
    remove(key) {
      drop(key);
      setProblem(null);
      setFiles((before) => before.filter((one) => one.key !== key));
    },
    clear() {
      for (const { key } of files) drop(key);
      setFiles([]);
      setProblem(null);
    },
  };
}

function shownAs(file: File): AttachedFile {
  const image = file.type.startsWith("image/");
  return {
    ...{ key: newSendingKey(), fileName: file.name, image, size: file.size, description: "", id: null },
    ...{ state: "uploading", progress: 0, problem: null, again: false },
    preview: image ? URL.createObjectURL(file) : null,
  };
}
