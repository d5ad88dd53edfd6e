"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type RefObject, useState } from "react";
import { untouched } from "@/lib/web/form-state";
import type { AlertQuestion } from "./alert-dialog";
import { buttonClass } from "./button-class";
import { DialogFrame } from "./dialog-frame";
import { Form } from "./form";
import { FormErrors } from "./form-errors";
import { SubmitButton } from "./submit-button";

type Props = AlertQuestion & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where the focus returns to; without it, to where it was. */
  opener: RefObject<HTMLElement | null> | undefined;
};

/** What an `AlertDialog` opens. */
export function AlertDialogBody({ tone = "danger", cancelLabel = "Cancel", ...props }: Props) {
  const [answer, setAnswer] = useState(untouched);
  const setOpen = (next: boolean) => {
    if (!next) setAnswer(untouched);
    props.onOpenChange(next);
  };
  const run = async (form: FormData) => {
    const next = await props.action(answer, form);
    setAnswer(next);
    if (next.status === "done") setOpen(false);
  };
  return (
    <Base.Root open={props.open} onOpenChange={setOpen}>
      <DialogFrame size="sm" opener={props.opener}>
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
