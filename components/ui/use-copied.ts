"use client";

import { useEffect, useState } from "react";

/** Puts a text onto the clipboard when asked to, and tells for a moment whether the browser let it. */
export function useCopied(text: string): { answer: "copied" | "refused" | undefined; copy: () => void } {
  const [answer, setAnswer] = useState<"copied" | "refused">();
  useEffect(() => {
    if (!answer) return;
    const timer = setTimeout(() => setAnswer(undefined), 2500);
    return () => clearTimeout(timer);
  }, [answer]);
  return { answer, copy: async () => setAnswer((await copyText(text)) ? "copied" : "refused") };
}

/** What is said about it. */
export const copyWords = { copied: "Copied", refused: "Not copied: select it by hand" };

async function copyText(text: string): Promise<boolean> {
  // Over plain HTTP, off localhost, browsers keep the clipboard from pages.
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
