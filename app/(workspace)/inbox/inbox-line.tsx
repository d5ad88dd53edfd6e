"use client";

import {
  ArrowUpRight,
  AtSign,
  Bell,
  CalendarClock,
  ClipboardCheck,
  FileCheck2,
  Mail,
  MailOpen,
} from "lucide-react";
import { type ReactNode, startTransition, useActionState } from "react";
import { cx } from "@/components/ui/cx";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import { kindLabels } from "@/lib/notifications/labels";
import type { InboxLine as Line } from "@/lib/notifications/queries";
import { untouched } from "@/lib/web/form-state";
import { submitMark } from "./actions";

const icons: Partial<Record<Line["kind"], ReactNode>> = {
  escalation: <ArrowUpRight />,
  mention: <AtSign />,
  assignment: <ClipboardCheck />,
  reminder: <CalendarClock />,
  review: <FileCheck2 />,
};

type Props = { line: Line; zone: string; now: Date };

/** One line: what, where, when. Following it marks it as read; the button marks it either way. */
export function InboxLine({ line, zone, now }: Props) {
  const [state, submit] = useActionState(submitMark, untouched);
  const { id, kind, title, text, href, createdAt, readAt, incident } = line;
  const unread = readAt === null;
  const markRead = () => {
    if (!unread) return;
    const form = new FormData();
    form.set("notificationId", id);
    form.set("read", "yes");
    startTransition(() => submit(form));
  };
  return (
    <li className="relative flex items-start gap-3 px-4 py-3 hover:bg-hover">
      <span
        aria-hidden="true"
        title={kindLabels[kind]}
        className={cx("mt-0.5 [&_svg]:size-4", unread ? "text-accent" : "text-faint")}
      >
        {icons[kind] ?? <Bell />}
      </span>
      <div className="min-w-0 flex-1">
        <p className={cx("wrap-anywhere", unread ? "font-medium" : "text-muted")}>
          {unread ? <span className="sr-only">Unread: </span> : null}
          <Link href={href} onClick={markRead} className="after:absolute after:inset-0">
            {title}
          </Link>
        </p>
        {text ? (
          <p className="wrap-anywhere mt-0.5 line-clamp-2 max-w-measure text-muted text-sm">{text}</p>
        ) : null}
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-faint text-xs">
          {incident ? (
            <span className="min-w-0 truncate">
              <span className="tabular">{incident.ref}</span> {incident.title}
            </span>
          ) : null}
          <Time at={createdAt} zone={zone} now={now} />
        </p>
        {state.status === "refused" ? (
          <p role="alert" className="mt-1 text-danger-ink text-xs">
            {state.message}
          </p>
        ) : null}
      </div>
      <Form action={submit} className="relative z-1">
        <input type="hidden" name="notificationId" value={id} />
        <input type="hidden" name="read" value={unread ? "yes" : "no"} />
        <SubmitButton
          variant="ghost"
          size="sm"
          aria-label={`Mark as ${unread ? "read" : "unread"}: ${title}`}
          title={`Mark as ${unread ? "read" : "unread"}`}
        >
          {unread ? <MailOpen aria-hidden="true" /> : <Mail aria-hidden="true" />}
        </SubmitButton>
      </Form>
    </li>
  );
}
