import {
  Activity,
  BellRing,
  BookText,
  Boxes,
  ClipboardCheck,
  Database,
  FileCheck2,
  FileInput,
  Gauge,
  IdCard,
  Inbox,
  KeyRound,
  Layers,
  Mail,
  ScrollText,
  ShieldCheck,
  Siren,
  TriangleAlert,
  UserRound,
  UserRoundCog,
  UsersRound,
} from "lucide-react";
import type { NavGroup } from "@/components/shell/navigation";
import type { PaletteEntry } from "@/components/shell/palette-types";
import type { ActorRole } from "@/lib/core/context";
import { isAtLeast, may } from "@/lib/core/permissions";

/** The four places in the bar of phones. */
export const dock = ["/", "/incidents", "/action-items", "/reviews"] as const;

/** Where one can go, as far as a role has business there. */
export function navigation(role: ActorRole): NavGroup[] {
  const admin = isAtLeast(role, "admin");
  const groups: NavGroup[] = [
    {
      key: "work",
      items: [
        { href: "/", label: "Now", icon: <Activity aria-hidden="true" /> },
        { href: "/incidents", label: "Incidents", icon: <Siren aria-hidden="true" /> },
        { href: "/action-items", label: "Action items", icon: <ClipboardCheck aria-hidden="true" /> },
        { href: "/reviews", label: "Reviews", icon: <FileCheck2 aria-hidden="true" /> },
        { href: "/controls", label: "Controls", icon: <ShieldCheck aria-hidden="true" /> },
        { href: "/pools", label: "Pools", icon: <Gauge aria-hidden="true" /> },
        { href: "/alerts", label: "Alerts", icon: <TriangleAlert aria-hidden="true" /> },
        { href: "/inbox", label: "Inbox", icon: <Inbox aria-hidden="true" /> },
      ],
    },
    {
      key: "catalog",
      label: "Catalogue",
      items: [
        { href: "/services", label: "Services", icon: <Layers aria-hidden="true" /> },
        { href: "/teams", label: "Teams", icon: <UsersRound aria-hidden="true" /> },
      ],
    },
    {
      key: "settings",
      label: "Settings",
      items: [
        { href: "/settings/profile", label: "Profile", icon: <UserRoundCog aria-hidden="true" /> },
        { href: "/settings/notifications", label: "Notifications", icon: <BellRing aria-hidden="true" /> },
        { href: "/settings/api-keys", label: "API keys", icon: <KeyRound aria-hidden="true" /> },
        { href: "/settings/people", label: "People", icon: <UserRound aria-hidden="true" /> },
        { href: "/settings/environments", label: "Environments", icon: <Boxes aria-hidden="true" /> },
        { href: "/settings/incident-roles", label: "Incident roles", icon: <IdCard aria-hidden="true" /> },
        { href: "/settings/pool-sources", label: "Pool sources", icon: <Database aria-hidden="true" /> },
        ...(may({ role }, "import.upload")
          ? [{ href: "/settings/import", label: "Import", icon: <FileInput aria-hidden="true" /> }]
          : []),
        ...(admin
          ? [
              { href: "/settings/mail", label: "Mail", icon: <Mail aria-hidden="true" /> },
              { href: "/settings/audit", label: "Audit log", icon: <ScrollText aria-hidden="true" /> },
            ]
          : []),
      ],
    },
  ];
  return groups;
}

/** What the palette offers before anything is typed. */
export function palette(role: ActorRole): PaletteEntry[] {
  const places = navigation(role).flatMap((group) =>
    group.items.map((item) => ({
      id: item.href,
      label: item.label,
      group: "Go to",
      icon: item.icon,
      href: item.href,
    })),
  );
  const doable: PaletteEntry[] = [];
  if (may({ role }, "incident.declare"))
    doable.push({
      id: "declare",
      label: "Declare an incident",
      group: "Do",
      keywords: ["new", "create", "open"],
      keys: ["c"],
      href: "/incidents/new",
    });
  if (may({ role }, "import.upload"))
    doable.push({
      id: "import",
      label: "Import a post-mortem",
      group: "Do",
      keywords: ["upload", "markdown"],
      href: "/settings/import",
    });
  if (may({ role }, "person.invite"))
    doable.push({
      id: "invite",
      label: "Invite somebody",
      group: "Do",
      keywords: ["person", "user", "add"],
      href: "/settings/people#invite",
    });
  const reference: PaletteEntry = {
    id: "/api/docs",
    label: "API reference",
    group: "Go to",
    icon: <BookText aria-hidden="true" />,
    keywords: ["rest", "openapi", "curl"],
    href: "/api/docs",
  };
  return [...doable, ...places, reference];
}
