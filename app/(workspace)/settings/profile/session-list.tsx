"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Badge } from "@/components/ui/badge";
import { Form } from "@/components/ui/form";
import { Panel } from "@/components/ui/panel";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { SessionRow } from "@/lib/people/sign-in/queries";
import { deviceName } from "@/lib/people/sign-in/rules";
import { untouched } from "@/lib/web/form-state";
import { submitOtherSessionsEnd, submitSessionEnd } from "./actions";

type Props = { sessions: readonly SessionRow[]; current: string; zone: string; now: Date };

export function SessionList({ sessions, current, zone, now }: Props) {
  const [one, endOne] = useActionState(submitSessionEnd, untouched);
  const [all, endOthers] = useActionState(submitOtherSessionsEnd, untouched);
  const columns: readonly Column<SessionRow>[] = [
    {
      key: "device",
      header: "Device",
      primary: true,
      cell: ({ id, userAgent }) => (
        <span className="flex flex-wrap items-center gap-2" title={userAgent}>
          {deviceName(userAgent)}
          {id === current ? <Badge tone="accent">This one</Badge> : null}
        </span>
      ),
    },
    {
      key: "address",
      header: "Address",
      cell: ({ address }) => <span className="tabular">{address || "Unknown"}</span>,
    },
    {
      key: "seen",
      header: "Last used",
      cell: ({ lastSeenAt }) => <Time at={lastSeenAt} zone={zone} now={now} />,
    },
    {
      key: "begun",
      header: "Began",
      wideOnly: true,
      cell: ({ createdAt }) => <Time at={createdAt} zone={zone} now={now} absoluteOnly />,
    },
    {
      key: "end",
      header: "End it",
      headerHidden: true,
      align: "end",
      cell: ({ id, userAgent }) =>
        id === current ? null : (
          <Form action={endOne} className="inline">
            <input type="hidden" name="sessionId" value={id} />
            <SubmitButton
              variant="secondary"
              size="sm"
              aria-label={`End the session of ${deviceName(userAgent)}`}
            >
              End
            </SubmitButton>
          </Form>
        ),
    },
  ];
  return (
    <Panel
      flush
      title="Where you are signed in"
      description="A session ends by itself after twelve hours without use, and after seven days."
      actions={
        sessions.length > 1 ? (
          <Form action={endOthers}>
            <SubmitButton variant="secondary">End all others</SubmitButton>
          </Form>
        ) : null
      }
    >
      <div className="px-4 pt-3 empty:hidden has-[>:empty:only-child]:hidden">
        <FormAnswer state={all.turn > one.turn ? all : one} />
      </div>
      <Table caption="Sessions" columns={columns} rows={sessions} rowKey={({ id }) => id} />
    </Panel>
  );
}
