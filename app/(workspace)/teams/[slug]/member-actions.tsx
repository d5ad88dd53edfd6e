"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitAccountable, submitRemoval } from "../actions";

type Props = {
  teamId: string;
  person: { id: string; name: string };
  /** Whether they could be made accountable. */
  nameable: boolean;
};

/** What a manager of the team does with one of its members. */
export function MemberActions({ teamId, person, nameable }: Props) {
  const [removal, remove] = useActionState(submitRemoval, untouched);
  const [naming, name] = useActionState(submitAccountable, untouched);
  const refused = [removal, naming].find(({ status }) => status === "refused");
  const named = (
    <>
      <input type="hidden" name="teamId" value={teamId} />
      <input type="hidden" name="personId" value={person.id} />
    </>
  );
  return (
    <>
      <div className="flex flex-wrap justify-end gap-1 sm:w-60">
        {nameable ? (
          <Form action={name}>
            {named}
            <SubmitButton variant="ghost" size="sm" aria-label={`Make ${person.name} accountable`}>
              Make accountable
            </SubmitButton>
          </Form>
        ) : null}
        <Form action={remove}>
          {named}
          <SubmitButton variant="ghost" size="sm" aria-label={`Remove ${person.name} from the team`}>
            Remove
          </SubmitButton>
        </Form>
      </div>
      <div className="w-full empty:hidden">
        <FormErrors message={refused?.message} />
      </div>
    </>
  );
}
