import type { OneTimeLinkKind } from "../../../prisma/generated/enums";
import { database } from "../../core/database";
import { publicUrl } from "../../core/env";
import { instantToZoned } from "../../core/zones";
import { openLinkMail } from "../../people/invitations/links/mail-order";
import { whyUnusable } from "../../people/invitations/rules";
import { DeliveryFailure, type Message } from "../channels/channel";
import { email } from "../channels/email";
import { attempt, markSkipped } from "../deliveries/store";
import { keepMail } from "../store";

type Mailed = Exclude<OneTimeLinkKind, "setup">;

const wording: Readonly<
  Record<
    Mailed,
    { folder: string; subject: string; lead(by: string): string; label: string; closing: string }
  >
> = {
  invitation: {
    folder: "invitation",
    subject: "You are invited to Highwater",
    lead: (by) => `${by} has invited you to Highwater, where incidents are worked on and written up.`,
    label: "Accept the invitation",
    closing: "If you do not know what this is about, leave it: without the link nobody gets in.",
  },
  password_reset: {
    folder: "reset-password",
    subject: "A new password for Highwater",
    lead: (by) => `${by} has made a link with which you set a new password for Highwater.`,
    label: "Set a new password",
    closing: "Your present password works until you use the link. If you asked for none, tell an admin.",
  },
};

/**
 * Mails a one-time link to its person. `sealed` holds the token; without it the mail was sent or given up before. A link
 * that cannot be used any more is not sent. Nothing of the token is written anywhere, also not by a server that repeats
 * in its answer what it was sent.
 */
export async function mailLink(
  { linkId, by, sealed }: { linkId: string; by: string | null; sealed: string | undefined },
  now: Date,
  lastTry: boolean,
): Promise<void> {
  const link = await database().oneTimeLink.findUnique({
    where: { id: linkId },
    include: { person: true },
  });
  if (!link?.person || link.kind === "setup" || sealed === undefined) return;
  const { person, kind } = link;
  const words = wording[kind];
  const { id, state } = await keepMail(
    { personId: person.id, kind, key: `link ${linkId}`, title: words.subject, href: "/" },
    now,
  );
  if (state !== "queued") return;
  const token = openLinkMail(sealed);
  const reason =
    whyUnusable(kind, person.deactivatedAt ? null : link, now) ??
    email.whyNot(person) ??
    (token === null
      ? "The link cannot be read any more: the encryption key has changed. Make a new one."
      : null);
  if (reason || token === null) return markSkipped([id], now, reason ?? "");
  const maker = by && (await database().person.findUnique({ where: { id: by }, select: { name: true } }));
  const message: Message = {
    id,
    to: person,
    subject: words.subject,
    lead: [words.lead(maker ? maker.name : "An administrator")],
    groups: [],
    action: { label: words.label, url: `${publicUrl()}/${words.folder}/${token}` },
    closing: [`It works once, until ${inWords(link.expiresAt, person.timeZone)}.`, words.closing],
    preferencesUrl: null,
    thread: null,
  };
  await attempt([id], id, now, lastTry, () => sendDiscreetly(message, token));
}

async function sendDiscreetly(message: Message, token: string): Promise<string> {
  const hidden = (text: string) => text.replaceAll(token, "[hidden]");
  try {
    return hidden(await email.send(message));
  } catch (error) {
    if (!(error instanceof DeliveryFailure)) throw error;
    throw new DeliveryFailure(hidden(error.message), error.permanent);
  }
}

function inWords(at: Date, zone: string): string {
  const { year, month, day, hour, minute } = instantToZoned(at, zone);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} (${zone})`;
}
