"use server";

import type { PaletteEntry } from "@/components/shell/palette-types";
import { listServices } from "@/lib/catalog/services/queries";
import { listIncidents } from "@/lib/incidents/lists/queries";
import { incidentFilters } from "@/lib/incidents/schema";
import { listPeople } from "@/lib/people/queries";
import { currentSession } from "@/lib/web/session";

const MOST = 6;

/** What the palette finds beyond its own entries: incidents, services and people, as far as the asker sees them. */
export async function search(query: string): Promise<PaletteEntry[]> {
  const text = String(query).trim().slice(0, 200);
  const { context, session } = await currentSession();
  if (!session || text.length < 2) return [];
  const wanted = text.toLowerCase();
  const [{ incidents }, services, people] = await Promise.all([
    listIncidents(context, incidentFilters.parse({ status: "all", text })),
    listServices(context),
    listPeople(context, { text }),
  ]);
  return [
    ...incidents.slice(0, MOST).map(({ ref, title }) => ({
      id: ref,
      group: "Incidents",
      label: title,
      hint: ref,
      href: `/incidents/${ref}`,
    })),
    {
      id: `search ${text}`,
      group: "Incidents",
      label: `Search all that incidents say for “${text}”`,
      href: `/incidents?${new URLSearchParams({ search: text })}`,
    },
    ...services
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .slice(0, MOST)
      .map(({ slug, name }) => ({
        id: `service ${slug}`,
        group: "Services",
        label: name,
        href: `/services/${slug}`,
      })),
    ...people.people
      .slice(0, MOST)
      .map(({ id, name }) => ({ id, group: "People", label: name, href: `/settings/people/${id}` })),
  ];
}
