import { database } from "../../core/database";
import { publicUrl } from "../../core/env";
import { email } from "../channels/email";
import { keepMail } from "../store";
import { attempt, markSkipped } from "./store";

/** Mails a person to show that mails arrive. `at` is when it was asked for, and tells one asking from another. */
export async function mailTest(personId: string, at: string, now: Date, lastTry: boolean): Promise<void> {
  const person = await database().person.findUnique({ where: { id: personId } });
  if (!person) return;
  const subject = "A test mail from Highwater";
  const { id, state } = await keepMail(
    { personId, kind: "test", key: `test ${at}`, title: subject, href: "/settings/mail" },
    now,
  );
  if (state !== "queued") return;
  const reason = person.deactivatedAt ? "The person is deactivated." : email.whyNot(person);
  if (reason) return markSkipped([id], now, reason);
  await attempt([id], id, now, lastTry, () =>
    email.send({
      id,
      to: person,
      subject,
      lead: [
        "This mail shows that Highwater reaches you.",
        `It was asked for on the page ${publicUrl()}/settings/mail.`,
      ],
      groups: [],
      action: null,
      closing: [],
      preferencesUrl: `${publicUrl()}/settings/notifications`,
      thread: null,
    }),
  );
}
