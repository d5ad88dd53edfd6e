"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import type { FieldErrors } from "@/components/ui/field-ids";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

type Props = {
  name: string;
  label: string;
  hint?: string | undefined;
  errors?: FieldErrors | undefined;
  form?: string | undefined;
  /** Tells a password manager whether to fill in or to offer a new one. */
  autoComplete: "current-password" | "new-password";
};

/** A password, hidden until its owner wants to see it. Pasting is welcome; nothing is sent back by the server. */
export function PasswordField({ autoComplete, ...frame }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Field {...frame} required>
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            type={shown ? "text" : "password"}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            className="w-full pr-10"
          />
          <IconButton
            label={shown ? "Hide the password" : "Show the password"}
            icon={shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
            aria-pressed={shown}
            variant="ghost"
            size="sm"
            className="absolute top-1/2 right-0.5 -translate-y-1/2"
            onClick={() => setShown(!shown)}
          />
        </div>
      )}
    </Field>
  );
}
