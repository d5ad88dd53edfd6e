import { database } from "../../core/database";
import { publicUrl } from "../../core/env";
import { excerpt } from "../../core/text";
import type { Channel, Message, Recipient } from "../channels/channel";
import { channelOf } from "../channels/registry";
import { isUrgent, type Visibility } from "../rules";
import { maySee } from "../store";
import { groupsOf, type Line } from "./rules";
import { attempt, markSkipped } from "./store";

const include = {
  notification: {
    include: { person: true, incident: { select: { ref: true, title: true } } },
  },
} as const;

/**
 * Sends one delivery, if it still waits and its person may still be told; else says why not. Whether they may see the
 * incident is asked now, not when it was told. May be repeated: what was sent is not sent again.
 */
export async function deliver(
  deliveryId: string,
  now: Date,
  lastTry: boolean,
  visible: Visibility,
): Promise<void> {
  const row = await database().delivery.findUnique({ where: { id: deliveryId }, include });
  if (row?.state !== "queued") return;
  const { notification } = row;
  const { person, incidentId } = notification;
  const channel = channelOf(row.channel);
  const obstacle = await whyNot(channel, person, incidentId, visible);
  if (obstacle || !channel) return markSkipped([row.id], now, obstacle ?? "");
  const message: Message = {
    ...messageTo(person, row.id),
    ...(isUrgent(notification.kind) ? { preferencesUrl: null } : {}),
    subject: subjectOf(notification.title, notification.incident?.ref),
    groups: groupsOf([notification], publicUrl()),
    thread: incidentId && `incident-${incidentId}`,
  };
  await attempt([row.id], row.id, now, lastTry, () => channel.send(message));
}

/** Names the incident first, once. */
const subjectOf = (title: string, ref: string | undefined) =>
  ref === undefined || title.includes(ref) ? title : `${ref}: ${title}`;

/**
 * Sends the digest that a delivery belongs to, all that waits for the same hour by the same channel, as one message;
 * whatever its person read or lost sight of meanwhile is left out.
 */
export async function deliverDigest(
  deliveryId: string,
  now: Date,
  lastTry: boolean,
  visible: Visibility,
): Promise<void> {
  const one = await database().delivery.findUnique({ where: { id: deliveryId }, include });
  if (!one) return;
  const { dueAt } = one;
  const { person } = one.notification;
  const channel = channelOf(one.channel);
  const rows = await database().delivery.findMany({
    where: {
      ...{ state: "queued", inDigest: true, channel: one.channel, dueAt },
      notification: { personId: person.id },
    },
    orderBy: { notification: { createdAt: "asc" } },
    include,
  });
  const told: typeof rows = [];
  for (const row of rows) {
    const { readAt, incidentId } = row.notification;
    const obstacle = readAt
      ? "Read in the inbox before the digest went."
      : await whyNot(channel, person, incidentId, visible);
    if (obstacle) await markSkipped([row.id], now, obstacle);
    else told.push(row);
  }
  if (told.length === 0 || !channel) return;
  const lines: Line[] = told.map(({ notification }) => notification);
  const id = `digest-${person.id}-${dueAt.getTime()}`;
  const message: Message = {
    ...messageTo(person, id),
    subject:
      lines.length === 1
        ? excerpt(lines[0]?.title ?? "", 120)
        : `${lines.length} things since the last digest`,
    lead: lines.length === 1 ? [] : ["This is what happened since the last digest and is not read yet."],
    groups: groupsOf(lines, publicUrl()),
    thread: null,
  };
  await attempt(
    told.map((row) => row.id),
    id,
    now,
    lastTry,
    () => channel.send(message),
  );
}

async function whyNot(
  channel: Channel | null,
  person: Recipient & Parameters<typeof maySee>[0] & { deactivatedAt: Date | null },
  incidentId: string | null,
  visible: Visibility,
): Promise<string | null> {
  if (!channel) return "This build does not know the channel.";
  if (person.deactivatedAt) return "The person is deactivated.";
  if (!(await maySee(person, incidentId, visible))) return "The person may not see the incident.";
  return channel.whyNot(person);
}

const messageTo = ({ id, name, email }: Recipient, messageId: string) => ({
  id: messageId,
  to: { id, name, email },
  lead: [],
  action: null,
  closing: [],
  preferencesUrl: `${publicUrl()}/settings/notifications`,
});
