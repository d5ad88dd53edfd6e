"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useState } from "react";
import { type FormState, untouched } from "@/lib/web/form-state";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { DialogFrame } from "./dialog-frame";
import { Form } from "./form";
import { FormErrors } from "./form-errors";
import { SubmitButton } from "./submit-button";

type Props = {
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
  trigger?: ReactNode;
  triggerVariant?: ButtonVariant | undefined;
  triggerSize?: ButtonSize | undefined;
  triggerLabel?: string | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
};

/** Asks before something that cannot simply be undone, and spells out what follows. */
export function AlertDialog({ tone = "danger", cancelLabel = "Cancel", ...props }: Props) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [answer, setAnswer] = useState(untouched);
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    if (!next) setAnswer(untouched);
    props.onOpenChange?.(next);
  };
  const run = async (form: FormData) => {
    const next = await props.action(answer, form);
    setAnswer(next);
    if (next.status === "done") setOpen(false);
  };
  return (
    <Base.Root open={props.open ?? ownOpen} onOpenChange={setOpen}>
      {props.trigger === undefined ? null : (
        <Base.Trigger
          className={buttonClass(props.triggerVariant, props.triggerSize)}
          aria-label={props.triggerLabel}
        >
          {props.trigger}
        </Base.Trigger>
      )}
      <DialogFrame size="sm">
        <Form action={run} className="flex flex-col gap-4 p-5">
          {Object.entries(props.fields ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <div>
            <Base.Title className="text-lg">{props.title}</Base.Title>
            <Base.Description render={<div />} className="mt-1 text-muted">
              {props.consequence}
            </Base.Description>
          </div>
          <FormErrors message={answer.message} errors={answer.fields} />
          {props.children}
          <div className="flex flex-wrap justify-end gap-2">
            <Base.Close className={buttonClass("secondary")}>{cancelLabel}</Base.Close>
            <SubmitButton variant={tone}>{props.confirmLabel}</SubmitButton>
          </div>
        </Form>
      </DialogFrame>
    </Base.Root>
  );
}
