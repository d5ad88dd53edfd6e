"use client";

import { Check, Copy } from "lucide-react";
import { Button } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-class";
import { copyWords, useCopied } from "./use-copied";

type Props = {
  text: string;
  /** What is copied: 'Copy address'. */
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
};

/** Puts a text onto the clipboard, and says whether the browser let it. */
export function CopyButton({ text, label = "Copy", variant, size = "sm" }: Props) {
  const { answer, copy } = useCopied(text);
  return (
    <Button variant={variant} size={size} onClick={copy}>
      {answer === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{answer ? copyWords[answer] : label}</span>
    </Button>
  );
}
