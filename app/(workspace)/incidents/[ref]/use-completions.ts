"use client";

import { type RefObject, useEffect, useState } from "react";
import type { RoleName } from "@/lib/incidents/roles/rules";
import { complete } from "./complete";
import { type Completion, isComplete, knownCompletions, type Token, tokenAt } from "./composer-token";

const pause = 120;

/** The token at the caret of a textarea, while the textarea has the focus. */
export function useToken(within: RefObject<HTMLElement | null>): [Token | null, () => void] {
  const [token, setToken] = useState<Token | null>(null);
  useEffect(() => {
    const box = within.current?.querySelector("textarea");
    if (!box) return;
    const look = () => {
      const { value, selectionStart, selectionEnd } = box;
      setToken(selectionStart === selectionEnd ? tokenAt(value, selectionStart) : null);
    };
    const leave = () => setToken(null);
    box.addEventListener("input", look);
    box.addEventListener("click", look);
    box.addEventListener("blur", leave);
    return () => {
      box.removeEventListener("input", look);
      box.removeEventListener("click", look);
      box.removeEventListener("blur", leave);
    };
  }, [within]);
  return [token, () => setToken(null)];
}

/** The ways to complete a token; whom and what it may name is asked for a little after the last key. */
export function useCompletions(token: Token | null, roles: readonly RoleName[]): readonly Completion[] {
  const [found, setFound] = useState<{ typed: string; ways: readonly Completion[] }>({ typed: "", ways: [] });
  const asked = token?.kind === "person" || token?.kind === "reference" ? token.typed : null;
  useEffect(() => {
    if (asked === null) return;
    let stale = false;
    const timer = setTimeout(() => {
      complete(asked).then(
        (ways) => stale || setFound({ typed: asked, ways }),
        // Without an answer one types on as if nothing had been offered.
        () => undefined,
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asked]);
  if (!token) return [];
  const ways = asked === null ? knownCompletions(token, roles) : found.typed === asked ? found.ways : [];
  return isComplete(token, ways) ? [] : ways;
}
