"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { FormState } from "@/lib/web/form-state";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { useOpener } from "./use-opener";

const load = () => import("./alert-dialog-body").then((module) => module.AlertDialogBody);
const AlertDialogBody = dynamic(load, { ssr: false });

/** What is asked, and what is done when the answer is yes. */
export type AlertQuestion = {
  title: ReactNode;
  /** What will follow, and whether it can be undone. */
  consequence: ReactNode;
  /** The verb of the act, as on the button that does it: 'Withdraw entry'. */
  confirmLabel: string;
  cancelLabel?: string | undefined;
  tone?: "danger" | "primary" | undefined;
  /** Does it. When it refuses, the dialog stays, says why and keeps what was typed; otherwise it closes. */
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** Sent along, unseen. */
  fields?: Readonly<Record<string, string>> | undefined;
  /** Fields to fill in before it is done, such as a reason. */
  children?: ReactNode;
};

type Props = AlertQuestion & {
  trigger?: ReactNode;
  triggerVariant?: ButtonVariant | undefined;
  triggerSize?: ButtonSize | undefined;
  triggerLabel?: string | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
};

/** Asks before something that cannot simply be undone, and spells out what follows. */
export function AlertDialog(props: Props) {
  const { trigger, triggerVariant, triggerSize, triggerLabel, open, onOpenChange, ...question } = props;
  const opener = useOpener({ load, open, onOpenChange });
  return (
    <>
      {trigger === undefined ? null : (
        <button
          {...opener.trigger}
          aria-haspopup="dialog"
          aria-label={triggerLabel}
          className={buttonClass(triggerVariant, triggerSize)}
        >
          {trigger}
        </button>
      )}
      {opener.wanted ? (
        <AlertDialogBody
          {...question}
          open={opener.isOpen}
          onOpenChange={opener.change}
          opener={trigger === undefined ? undefined : opener.button}
        />
      ) : null}
    </>
  );
}
