"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useFormStatus } from "react-dom";
import {
  clearDraft,
  type Draft,
  defaultsOf,
  draftOf,
  fillForm,
  readDraft,
  sameDraft,
  writeDraft,
} from "./draft-store";
import { leaveBehind } from "./left-behind";

const signIn = "/sign-in";

/**
 * Lets go of a draft because the page is left for what came of it. At the sign-in page nothing came of it, and the draft
 * stays; the page of a failure brings it back.
 */
export function leaveDraft(key: string): void {
  if (window.location.pathname.startsWith(signIn)) return;
  const left = readDraft(key);
  clearDraft(key);
  if (left) leaveBehind({ rescue: () => writeDraft(key, left) });
}

/**
 * Keeps what is typed into the form around `anchor` on this device, and brings it back when the form is
 * opened again with other content. The draft goes when `saved` is true, and when the form leaves the page
 * after it was sent, unless to the sign-in page: then the session had ended and nothing was saved. Where the
 * page of a failure takes the form's place, the draft stays.
 */
export function useLocalDraft(
  key: string,
  anchor: RefObject<HTMLElement | null>,
  saved: boolean,
  heldBack = 0,
) {
  const [restored, setRestored] = useState(false);
  const sent = useRef(false);
  // What the form held when it was made or last saved: a refused one holds what was typed as its defaults.
  const before = useRef<Draft>({});
  const { pending } = useFormStatus();

  useEffect(() => {
    const form = anchor.current?.closest("form");
    if (!form) return;
    before.current = defaultsOf(form);
    const draft = readDraft(key);
    if (draft && !sameDraft({ ...before.current, ...draft }, before.current)) {
      fillForm(form, draft);
      setRestored(true);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      const now = draftOf(form);
      if (sameDraft(now, before.current)) clearDraft(key);
      else writeDraft(key, now);
    };
    const onInput = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 250);
    };
    const onSubmit = () => {
      clearTimeout(timer);
      keep();
      sent.current = true;
    };
    form.addEventListener("input", onInput);
    form.addEventListener("submit", onSubmit);
    window.addEventListener("pagehide", keep);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", onInput);
      form.removeEventListener("submit", onSubmit);
      window.removeEventListener("pagehide", keep);
      if (sent.current) leaveDraft(key);
    };
  }, [key, anchor]);

  useEffect(() => {
    if (heldBack > 0) sent.current = false;
  }, [heldBack]);

  // Still here after the answer and not saved: it was refused, and React has emptied the fields.
  const wasPending = useRef(false);
  useEffect(() => {
    const answered = wasPending.current && !pending;
    wasPending.current = pending;
    if (!answered || saved) return;
    sent.current = false;
    const form = anchor.current?.closest("form");
    const draft = readDraft(key);
    if (form && draft) fillForm(form, draft);
  }, [pending, saved, key, anchor]);

  useEffect(() => {
    if (!saved) return;
    const form = anchor.current?.closest("form");
    if (form) before.current = defaultsOf(form);
    clearDraft(key);
    setRestored(false);
  }, [saved, key, anchor]);

  const discard = useCallback(() => {
    const form = anchor.current?.closest("form");
    if (form) fillForm(form, before.current);
    clearDraft(key);
    setRestored(false);
  }, [key, anchor]);

  return { restored, discard };
}
