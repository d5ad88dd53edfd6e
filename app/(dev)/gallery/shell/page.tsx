import {
  Activity,
  ClipboardCheck,
  Download,
  FileCheck2,
  Layers,
  Siren,
  SlidersHorizontal,
  UserRound,
  UsersRound,
} from "lucide-react";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { AppShell } from "@/components/shell/app-shell";
import type { PaletteEntry } from "@/components/shell/palette-types";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { Gallery } from "../gallery";

async function setTheme(form: FormData) {
  "use server";
  (await cookies()).set(themeCookie, String(form.get("theme")), { path: "/", maxAge: 31_536_000 });
}

async function signOut() {
  "use server";
}

async function search(query: string): Promise<PaletteEntry[]> {
  "use server";
  return [
    {
      id: "hit-1",
      group: "Incidents",
      label: `Connection pool exhausted (${query})`,
      hint: "INC-2025-1015",
      href: "/gallery",
    },
  ];
}

export default async function ShellPage() {
  if (process.env.NODE_ENV !== "development") notFound();
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  const groups = [
    {
      key: "work",
      items: [
        { href: "/", label: "Now", icon: <Activity aria-hidden="true" /> },
        { href: "/gallery", label: "Incidents", icon: <Siren aria-hidden="true" />, count: 3 },
        {
          href: "/action-items",
          label: "Action items",
          icon: <ClipboardCheck aria-hidden="true" />,
          count: 12,
        },
        { href: "/reviews", label: "Reviews", icon: <FileCheck2 aria-hidden="true" /> },
      ],
    },
    {
      key: "catalog",
      label: "Catalogue",
      items: [
        { href: "/services", label: "Services", icon: <Layers aria-hidden="true" /> },
        { href: "/teams", label: "Teams", icon: <UsersRound aria-hidden="true" /> },
        { href: "/people", label: "People", icon: <UserRound aria-hidden="true" /> },
      ],
    },
    {
      key: "workspace",
      label: "Workspace",
      items: [
        { href: "/import", label: "Import", icon: <Download aria-hidden="true" /> },
        { href: "/settings", label: "Settings", icon: <SlidersHorizontal aria-hidden="true" /> },
      ],
    },
  ];
  const palette: PaletteEntry[] = groups.flatMap((group) =>
    group.items.map((item) => ({
      id: item.href,
      label: item.label,
      group: "Go to",
      href: item.href,
      icon: item.icon,
    })),
  );
  return (
    <AppShell
      navigation={groups}
      dock={["/", "/gallery", "/action-items", "/reviews"]}
      declareHref="/incidents/new"
      palette={[
        {
          id: "declare",
          label: "Declare an incident",
          group: "Do",
          href: "/incidents/new",
          keys: ["c"],
          icon: <Siren aria-hidden="true" />,
        },
        ...palette,
      ]}
      search={search}
      person={{ name: "Lea", detail: "Lead" }}
      theme={theme}
      setTheme={setTheme}
      signOut={signOut}
      settingsHref="/settings/me"
      crumbLabels={{ "/gallery": "Incidents", "/gallery/shell": "INC-2025-1015" }}
    >
      <Gallery />
    </AppShell>
  );
}
