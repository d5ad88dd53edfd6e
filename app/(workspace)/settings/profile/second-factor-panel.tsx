"use client";

import { type ReactNode, useActionState } from "react";
import { CodeField } from "@/components/people/code-field";
import { FormAnswer } from "@/components/people/form-answer";
import { PasswordField } from "@/components/people/password-field";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Form } from "@/components/ui/form";
import { Panel } from "@/components/ui/panel";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormState, untouched } from "@/lib/web/form-state";
import {
  submitFactorAbandonment,
  submitFactorCode,
  submitFactorOff,
  submitFactorStart,
  submitNewCodes,
} from "./actions";

type Props = {
  state: "off" | "setting-up" | "on";
  /** While it is set up: the QR code and the secret as text. Once it is on: since when, and how many codes are left. */
  children: ReactNode;
};

/** One's own second factor: off, being set up, or on. Recovery codes are shown once, whatever comes next on the page. */
export function SecondFactorPanel({ state, children }: Props) {
  const [confirmed, confirm] = useActionState(submitFactorCode, untouched);
  const [renewed, renew] = useActionState(submitNewCodes, untouched);
  const codes = codesIn(renewed) ?? codesIn(confirmed);
  return (
    <Panel title="Second factor" description="A code beside the password, from a device that only you have.">
      <div className="flex flex-col gap-4">
        {codes && state === "on" ? <RecoveryCodes codes={codes} /> : null}
        {children}
        {state === "off" ? <Start /> : null}
        {state === "setting-up" ? <Confirmation state={confirmed} submit={confirm} /> : null}
        {state === "on" ? (
          <>
            <PasswordAndCode form="renew" summary="Make new recovery codes" state={renewed} submit={renew} />
            <Off />
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Start() {
  const [state, submit] = useActionState(submitFactorStart, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={{ password: "Your password" }} form="factor" />
      <PasswordField
        form="factor"
        name="password"
        label="Your password"
        autoComplete="current-password"
        errors={state.fields}
      />
      <SubmitButton variant="secondary" pendingLabel="Preparing" className="self-start">
        Set it up
      </SubmitButton>
    </Form>
  );
}

type Sending = { state: FormState; submit: (form: FormData) => void };

function Confirmation({ state, submit }: Sending) {
  const [, abandon] = useActionState(submitFactorAbandonment, untouched);
  return (
    <>
      <Form action={submit} className="flex flex-col gap-4">
        <FormAnswer state={state} labels={{ code: "Code" }} form="factor" />
        <CodeField
          form="factor"
          hint="As your authenticator shows it now; it is asked for from then on."
          errors={state.fields}
        />
        <SubmitButton pendingLabel="Switching on" className="self-start">
          Switch it on
        </SubmitButton>
      </Form>
      <Form action={abandon}>
        <SubmitButton variant="ghost" size="sm">
          Not now
        </SubmitButton>
      </Form>
    </>
  );
}

function Off() {
  const [state, submit] = useActionState(submitFactorOff, untouched);
  return <PasswordAndCode form="off" summary="Switch it off" state={state} submit={submit} />;
}

function PasswordAndCode({ form, summary, state, submit }: Sending & { form: string; summary: string }) {
  return (
    <details open={state.status === "refused"} className="border-line border-t pt-3">
      <summary className="w-fit cursor-pointer font-medium text-accent text-sm">{summary}</summary>
      <Form
        action={submit}
        resetKey={state.status === "done" ? state.turn : 0}
        className="mt-3 flex flex-col gap-4"
      >
        <FormAnswer state={state} labels={{ password: "Your password", code: "Code" }} form={form} />
        <PasswordField
          form={form}
          name="password"
          label="Your password"
          autoComplete="current-password"
          errors={state.fields}
        />
        <CodeField form={form} hint="Of your authenticator, or a recovery code." errors={state.fields} />
        <SubmitButton variant="secondary" className="self-start">
          {summary}
        </SubmitButton>
      </Form>
    </details>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Callout tone="success" title="Keep these recovery codes">
      <p>
        Each opens once when you are without your device. They are not shown again; earlier ones work no more.
      </p>
      <ul className="tabular my-2 grid gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton text={codes.join("\n")} label="Copy the codes" />
    </Callout>
  );
}

function codesIn({ result }: FormState): readonly string[] | null {
  const { codes } = (result ?? {}) as { codes?: unknown };
  return Array.isArray(codes) ? codes.map(String) : null;
}
