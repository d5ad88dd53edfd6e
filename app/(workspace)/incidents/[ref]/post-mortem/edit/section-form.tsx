"use client";

import { type ReactNode, useActionState, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Callout } from "@/components/ui/callout";
import { clearDraft, type Draft, readDraft } from "@/components/ui/draft-store";
import type { FieldErrors } from "@/components/ui/field-ids";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { useLocalDraft } from "@/components/ui/use-local-draft";
import { type FormState, untouched } from "@/lib/web/form-state";
import { BothVersions } from "./both-versions";
import type { Typed } from "./rows";

/** What every form of a section is given. */
export type SectionFormProps = {
  documentRef: string;
  /** The section as it was shown: its hash, which the form carries back. */
  base: string;
  /** The key under which unsaved text is kept on this device. */
  draftKey: string;
  /** Where the reader goes on without saving. */
  doneHref: string;
  /** Who has signed the text as it is; a change voids that. */
  signers: readonly string[];
};

/** What the fields of a section read: messages, what was typed before, and a draft that is being brought back. */
export type SectionFields = { errors: FieldErrors; typed: Typed | null; draft: Draft | null };

type Props = SectionFormProps & {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  children: (fields: SectionFields) => ReactNode;
};

/** The form of one section: keeps a local draft, and shows both versions when somebody else saved meanwhile. */
export function SectionForm({ action, documentRef, base, draftKey, doneHref, signers, children }: Props) {
  const [state, submit] = useActionState(action, untouched);
  // Undefined until this device was asked: the page as it was served knows nothing of a draft.
  const [draft, setDraft] = useState<Draft | null>();
  useEffect(() => setDraft(readDraft(draftKey) ?? null), [draftKey]);
  const refused = state.status === "refused";
  const conflict = refused ? conflictOf(state.detail) : null;
  const discard = () => {
    clearDraft(draftKey);
    setDraft(null);
  };
  return (
    <Form action={submit} className="flex flex-col gap-5 text-base">
      <input type="hidden" name="ref" value={documentRef} />
      {/* Who chose to save over another version has chosen, also when a field is then refused. */}
      <input type="hidden" name="base" value={(refused && !conflict && state.values.base) || base} />
      {signers.length > 0 ? (
        <Callout tone="warning" title={`Signed by ${signers.join(", ")}`}>
          Saving a change voids every signature of this document. All three steps are then given again.
        </Callout>
      ) : null}
      {conflict ? (
        <BothVersions current={conflict.current} typed={state.values} />
      ) : (
        <FormErrors message={refused ? state.message : undefined} errors={state.fields} />
      )}
      {/* Brought back, a list may have other rows than the stored one: its fields are made anew. */}
      <div key={draft ? "draft" : "stored"} className="flex flex-col gap-5">
        {draft === undefined ? null : <DraftNotice draftKey={draftKey} discard={discard} />}
        {children({ errors: state.fields, typed: refused ? state.values : null, draft: draft ?? null })}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-line border-t pt-4">
        {conflict ? (
          <SubmitButton name="base" value={conflict.base}>
            Save mine over it
          </SubmitButton>
        ) : (
          <SubmitButton>Save section</SubmitButton>
        )}
        {conflict ? (
          <a href={doneHref} onClick={discard} className={buttonClass("secondary")}>
            Keep theirs
          </a>
        ) : (
          <Link href={doneHref} className={buttonClass("ghost")}>
            Cancel
          </Link>
        )}
      </div>
    </Form>
  );
}

function DraftNotice({ draftKey, discard }: { draftKey: string; discard: () => void }) {
  const anchor = useRef<HTMLDivElement>(null);
  const { restored } = useLocalDraft(draftKey, anchor, false);
  return (
    <div ref={anchor} role="status" className="empty:hidden">
      {restored ? (
        <Callout
          title="Your unsaved text was brought back."
          actions={
            <Button size="sm" onClick={discard}>
              Discard it
            </Button>
          }
        >
          It was kept on this device and is not saved yet.
        </Callout>
      ) : null}
    </div>
  );
}

/** The section as saved meanwhile and its base, from a refusal's detail; null when it was refused for another reason. */
function conflictOf(detail: unknown): { current: unknown; base: string } | null {
  if (typeof detail !== "object" || detail === null || !("current" in detail)) return null;
  const { current } = detail;
  const within = typeof current === "object" && current !== null && "base" in current ? current.base : null;
  const base = "base" in detail ? detail.base : within;
  return typeof base === "string" ? { current, base } : null;
}
