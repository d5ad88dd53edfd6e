import type { Person } from "../../prisma/generated/client";
import type { DeliveryState, MailWish, NotificationKind } from "../../prisma/generated/enums";
import { database, sql, type Transaction } from "../core/database";
import { enqueue, ringWorker } from "../core/work";
import { DAY_MS } from "../core/zones";
import { channels } from "./channels/registry";
import { nextDigestAt, planDelivery, usualDigestHour, type Visibility, wishThatCounts } from "./rules";
import type { News } from "./schema";

/**
 * Bookkeeping of what people are told, written outside `command()`: it follows from acts that stand in the trail
 * already, and titles of restricted incidents have no business in a second place there.
 */

const MOST_TITLE = 300;

type Reader = Person & {
  digestHour: { hour: number } | null;
  mailPreferences: { channel: string; wish: MailWish }[];
};

/**
 * Tells people something: a line in each one's inbox, and by other channels what they wish, or what is urgent. Each is told once for a
 * `key`, however often this is repeated. Nobody is told of their own act, nobody who is deactivated, and of an incident
 * only those who may see it now.
 */
export async function tell(news: News, to: readonly string[], now: Date, visible: Visibility): Promise<void> {
  const others = [...new Set(to)].filter((id) => id !== news.by);
  if (others.length === 0) return;
  const people = await database().person.findMany({
    where: { id: { in: others }, deactivatedAt: null },
    include: {
      digestHour: { select: { hour: true } },
      mailPreferences: { where: { kind: news.kind }, select: { channel: true, wish: true } },
    },
  });
  for (const person of people)
    if (await maySee(person, news.incidentId, visible))
      await database().$transaction((tx) => tellOne(tx, news, person, now));
  ringWorker();
}

/** Whether a person may see what a notification is about. */
export async function maySee(
  person: Pick<Person, "id" | "role">,
  incidentId: string | null,
  visible: Visibility,
): Promise<boolean> {
  if (incidentId === null) return true;
  const where = { AND: [{ id: incidentId }, visible(person)] };
  return (await database().incident.count({ where })) > 0;
}

async function tellOne(tx: Transaction, news: News, person: Reader, now: Date): Promise<void> {
  const { kind, key, href, incidentId } = news;
  const [made] = await tx.notification.createManyAndReturn({
    data: [
      {
        personId: person.id,
        kind,
        key,
        title: news.title.slice(0, MOST_TITLE),
        text: news.text,
        href,
        incidentId,
        createdAt: news.at,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!made) return;
  const digestAt = nextDigestAt(now, person.digestHour?.hour ?? usualDigestHour, person.timeZone);
  const planned = channels.map((channel) => {
    if (channel.instant)
      return { channel: channel.name, state: "sent" as const, dueAt: now, settledAt: now, inDigest: false };
    const chosen = person.mailPreferences.find((one) => one.channel === channel.name)?.wish;
    const wish = wishThatCounts(kind, chosen);
    const plan = planDelivery(wish, channel.whyNot(person), now, digestAt);
    return plan.state === "queued"
      ? { channel: channel.name, ...plan, settledAt: null }
      : { channel: channel.name, ...plan, inDigest: false, dueAt: now, settledAt: now };
  });
  const rows = await tx.delivery.createManyAndReturn({
    data: planned.map((plan) => ({ ...plan, notificationId: made.id })),
    select: { id: true, state: true, inDigest: true },
  });
  const atOnce = rows.filter(({ state, inDigest }) => state === "queued" && !inDigest);
  await enqueue(tx, now, atOnce.map(deliveryOrder));
}

/**
 * Writes down a mail that is sent because somebody asked for it: it stands in no inbox, and has a delivery like any other.
 * Returns that delivery; the one of the first time when it is repeated.
 */
export async function keepMail(
  mail: { personId: string; kind: NotificationKind; key: string; title: string; href: string },
  now: Date,
): Promise<{ id: string; state: DeliveryState }> {
  const { personId, key } = mail;
  const { id: notificationId } = await database().notification.upsert({
    where: { personId_key: { personId, key } },
    create: { ...mail, createdAt: now, archivedAt: now },
    update: {},
    select: { id: true },
  });
  return database().delivery.upsert({
    where: { notificationId_channel: { notificationId, channel: "email" } },
    create: { notificationId, channel: "email", state: "queued", dueAt: now },
    update: {},
    select: { id: true, state: true },
  });
}

/** The work that sends one delivery. */
const deliveryOrder = ({ id }: { id: string }) => ({
  kind: "notification.deliver" as const,
  payload: { action: "notification.deliver", subject: { kind: "delivery", id } },
});

/** Queues the digests that are due: one piece of work a person and channel at a time, the oldest digest first. */
export async function queueDigests(now: Date): Promise<void> {
  const due = await sql<{ id: string; channel: string; personId: string }>(
    `select distinct on (n.person_id, d.channel) d.id, d.channel, n.person_id as "personId"
     from delivery d join notification n on n.id = d.notification_id
     where d.state = 'queued' and d.in_digest and d.due_at <= $1
     order by n.person_id, d.channel, d.due_at, d.id
     limit 500`,
    [now],
  );
  if (due.length === 0) return;
  await database().$transaction((tx) =>
    enqueue(
      tx,
      now,
      due.map(({ id, channel, personId }) => ({
        kind: "digest.deliver",
        key: `digest ${channel} ${personId}`,
        payload: { action: "digest.deliver", subject: { kind: "delivery", id } },
      })),
    ),
  );
  ringWorker();
}

/**
 * Forgets what was read more than a quarter of a year ago and anything older than a year, and closes deliveries whose
 * work ended without a word.
 */
export async function tidyNotifications(now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await database().notification.deleteMany({
    where: {
      OR: [{ readAt: { lt: ago(90) } }, { archivedAt: { lt: ago(90) } }, { createdAt: { lt: ago(365) } }],
    },
  });
  await database().delivery.updateMany({
    where: { state: "queued", dueAt: { lt: ago(3) } },
    data: { state: "failed", settledAt: now, reason: "It was not sent within three days." },
  });
}
