"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-class";

type Props = {
  text: string;
  /** What is copied: 'Copy address'. */
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
};

/** Puts a text onto the clipboard, and says whether the browser let it. */
export function CopyButton({ text, label = "Copy", variant, size = "sm" }: Props) {
  const [answer, setAnswer] = useState<"copied" | "refused">();
  useEffect(() => {
    if (!answer) return;
    const timer = setTimeout(() => setAnswer(undefined), 2500);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = async () => setAnswer((await copyText(text)) ? "copied" : "refused");
  const words = { copied: "Copied", refused: "Not copied: select it by hand" };
  return (
    <Button variant={variant} size={size} onClick={copy}>
      {answer === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{answer ? words[answer] : label}</span>
    </Button>
  );
}

async function copyText(text: string): Promise<boolean> {
  // Over plain HTTP, off localhost, browsers keep the clipboard from pages.
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
