"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { Callout } from "./callout";
import { DialogFrame } from "./dialog-frame";
import { Form } from "./form";
import { refusalIn } from "./refusal-in";
import { SubmitButton } from "./submit-button";

type Props = {
  title: ReactNode;
  /** What will follow, and whether it can be undone. */
  consequence: ReactNode;
  /** The verb of the act, as on the button that does it: 'Withdraw entry'. */
  confirmLabel: string;
  cancelLabel?: string | undefined;
  tone?: "danger" | "primary" | undefined;
  /**
   * Does it. When its answer carries a refusal (`message` with `ok: false`, or `error`), the dialog stays
   * and says so; otherwise it closes.
   */
  action: (form: FormData) => unknown;
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
  const [refusal, setRefusal] = useState<string>();
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    if (!next) setRefusal(undefined);
    props.onOpenChange?.(next);
  };
  const run = async (form: FormData) => {
    const refused = refusalIn(await props.action(form));
    setRefusal(refused);
    if (refused === undefined) setOpen(false);
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
          {refusal ? (
            <div role="alert">
              <Callout tone="danger">{refusal}</Callout>
            </div>
          ) : null}
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
