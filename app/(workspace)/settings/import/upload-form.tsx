"use client";

import { useActionState } from "react";
import { FileDrop } from "@/components/ui/file-drop";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { untouched } from "@/lib/web/form-state";
import { submitUpload } from "./actions";

export function UploadForm({ maxBytes }: { maxBytes: number }) {
  const [state, send] = useActionState(submitUpload, untouched);
  const refused = state.status === "refused";
  return (
    <Form action={send} className="grid gap-5">
      <FormErrors
        message={refused ? state.message : undefined}
        errors={state.fields}
        labels={{ file: "File", pasted: "Text" }}
      />
      <FileDrop
        name="file"
        label="Markdown file"
        hint="A post-mortem that Highwater exported, or one in the usual shape: a title, a timeline table, headed sections. Up to 2 MB."
        accept=".md,.markdown,.txt,text/markdown,text/plain"
        maxBytes={maxBytes}
        errors={state.fields}
      />
      <TextareaField
        name="pasted"
        label="Or paste the text"
        optional
        rows={8}
        errors={state.fields}
        defaultValue={state.values.pasted ?? ""}
      />
      <div>
        <SubmitButton pendingLabel="Reading">Look at it</SubmitButton>
      </div>
    </Form>
  );
}
