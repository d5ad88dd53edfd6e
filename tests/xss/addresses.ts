import { systemContext } from "../../lib/core/context";
import { database } from "../../lib/core/database";
import { isRefusal } from "../../lib/core/refusal";
import { makeStatusLink } from "../../lib/incidents/updates/links/commands";
import { renewInvitation } from "../../lib/people/invitations/commands";
import { actionItemRefOf } from "../../lib/reviews/action-items/rules";
import { cast, people } from "../support/cast";
import { addressWith, pages } from "../support/routes";

/** A page to open: its address, and of which kind it is. */
export type Sight = { kind: string; address: string };

/** The forms on the page of the post-mortem. */
const sections = ["summary", "impact", "root-cause-analysis", "resolution", "lessons", "prevention"];

/** Lists that show all they have only when asked to. */
const queries: Readonly<Record<string, string>> = {
  "/incidents": "?status=all",
  "/action-items": "?status=all",
  "/inbox": "?show=all",
  "/settings/api-keys": "?whose=everybody",
  "/settings/mail": "?show=all",
};

/** What belongs to one person alone; views of the list do. */
const ownPages = ["/inbox", "/incidents", "/settings/notifications", "/settings/profile"];

/** Every page on which one of these texts can stand: of each kind those of all things that carry one. */
export async function addressesOf(scenes: readonly string[]): Promise<{ omar: Sight[]; cleo: Sight[] }> {
  const things = await findThings(scenes);
  const sight = (kind: string) => ({ kind, address: `${kind}${queries[kind] ?? ""}` });
  const omar = Object.keys(pages)
    .filter((kind) => pages[kind] !== "public")
    .flatMap((kind) => {
      if (!kind.includes("[")) return [sight(kind)];
      const parts = things[kind] ?? things[kind.replace(/\].*/, "]")];
      if (!parts) throw new Error(`Nothing is known for ${kind}`);
      return parts.map((part) => ({ kind, address: addressWith(kind, part) }));
    });
  const editing = scenes.flatMap((ref) =>
    sections.map((section) => {
      const query = `?edit=${section}`;
      return {
        kind: `/incidents/[ref]/post-mortem${query}`,
        address: `/incidents/${ref}/post-mortem${query}`,
      };
    }),
  );
  const kind = "/settings/pool-sources?edit=";
  const sources = (
    await database().poolSource.findMany({
      where: { archivedAt: null, kind: "postgres", name: { not: { startsWith: "Harbour" } } },
      select: { slug: true },
    })
  ).map(({ slug }) => ({ kind, address: `${kind}${slug}` }));
  const outside = await Promise.all(scenes.map(seenOutside));
  const invitations = await invitationsOf(things["/settings/people/[id]"] ?? []);
  return {
    omar: [...omar, ...editing, ...sources, ...outside, ...invitations],
    cleo: ownPages.map(sight),
  };
}

/** The pages behind new invitations of those who have not accepted theirs. */
async function invitationsOf(persons: readonly Record<string, string>[]): Promise<Sight[]> {
  const { omar } = await cast();
  const sights: Sight[] = [];
  for (const { id: personId } of persons) {
    try {
      const { token } = await renewInvitation({ ...omar, now: new Date() }, { personId });
      sights.push({ kind: "/invitation/[token]", address: `/invitation/${token}` });
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return sights;
}

/** The page behind a link to the updates of an incident. */
async function seenOutside(ref: string): Promise<Sight> {
  const input = { ref, name: "the reader", showsRestricted: "yes" };
  const { token } = await makeStatusLink(systemContext(new Date()), input);
  return { kind: "/status/[token]", address: `/status/${token}` };
}

async function findThings(scenes: readonly string[]): Promise<Record<string, Record<string, string>[]>> {
  const db = database();
  const imported = await db.import.findMany({
    where: { state: "applied" },
    select: { id: true, incident: { select: { ref: true } } },
  });
  const refs = [...scenes, ...imported.map(({ incident }) => incident?.ref ?? "")];
  const named = { name: { not: { startsWith: "Landing stage" } } };
  const [incidents, items, services, teams, persons, previews, pools, checks, alertRules, alerts] =
    await Promise.all([
      db.incident.findMany({ select: { ref: true } }),
      db.actionItem.findMany({
        where: {
          incident: { ref: { in: refs } },
          OR: [{ title: { not: "Watch the pool" } }, { evidence: { not: null } }],
        },
        select: { number: true },
      }),
      db.service.findMany({
        where: {
          OR: [{ name: { not: { startsWith: "ferry-booking" } } }, { healthChecks: { some: named } }],
        },
        select: { slug: true },
      }),
      db.team.findMany({ where: { name: { not: { startsWith: "Harbour" } } }, select: { slug: true } }),
      db.person.findMany({
        where: {
          email: { notIn: Object.values(people).map(({ email }) => email) },
          name: { not: { startsWith: "Guest " } },
        },
        select: { id: true },
      }),
      db.import.findMany({ where: { uploadedBy: { email: people.omar.email } }, select: { id: true } }),
      db.pool.findMany({
        where: {
          ...{ source: { kind: "postgres" } },
          OR: [{ name: { not: { startsWith: "Bookings" } } }, { instances: { some: {} } }],
        },
        select: { slug: true },
      }),
      db.healthCheck.findMany({ where: named, select: { slug: true, service: { select: { slug: true } } } }),
      db.alertRule.findMany({
        where: { name: { not: { startsWith: "Bookings fill up" } } },
        select: { slug: true },
      }),
      db.alert.findMany({ select: { number: true } }),
    ]);
  const documents = refs.map((ref) => ({ ref }));
  const healthChecks = checks.map(({ slug, service }) => ({ slug: service.slug, check: slug }));
  const written = scenes.map((ref) => ({ ref }));
  return {
    "/incidents/[ref]": incidents,
    "/incidents/[ref]/action-items": written,
    "/incidents/[ref]/activity": written,
    "/incidents/[ref]/edit": written,
    "/incidents/[ref]/post-mortem": documents,
    "/incidents/[ref]/review": documents,
    "/incidents/[ref]/updates": written,
    "/action-items/[item]": items.map(({ number }) => ({ item: actionItemRefOf(number) })),
    "/services/[slug]": services,
    "/services/[slug]/health-checks/[check]": healthChecks,
    "/services/[slug]/health-checks/[check]/edit": healthChecks,
    "/pools/[slug]": pools,
    "/alerts/rules/[slug]": alertRules,
    "/alerts/[number]": alerts.map(({ number }) => ({ number: String(number) })),
    "/teams/[slug]": teams,
    "/settings/people/[id]": persons,
    "/settings/import/[id]": previews,
  };
}
