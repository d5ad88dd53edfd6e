import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { themeOf } from "@/components/shell/theme";
import { WaitingNotice } from "@/components/shell/waiting-notice";
import { isSampleWorkspace } from "@/lib/core/env";
import { may } from "@/lib/core/permissions";
import { visibleTo } from "@/lib/incidents/rules";
import { countUnread } from "@/lib/notifications/queries";
import { pageSession } from "@/lib/web/session";
import { themeCookie } from "@/lib/web/short-cookie";
import { setTheme, signOut } from "./actions";
import { dock, navigation, palette } from "./navigation";
import { search } from "./search";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const [{ context, session }, jar] = await Promise.all([pageSession(), cookies()]);
  const { role } = context.actor;
  const unread = await countUnread(context, visibleTo);
  return (
    <AppShell
      navigation={navigation(role)}
      dock={dock}
      declareHref={may(context.actor, "incident.declare") ? "/incidents/new" : undefined}
      crumbLabels={{ "/incidents/new": "Declare", "/settings": "Settings" }}
      inbox={{ href: "/inbox", made: { unread, at: context.now.getTime() }, unreadHref: "/inbox/unread" }}
      palette={palette(role)}
      search={search}
      person={{ name: session.person.name, detail: session.person.title ?? role }}
      theme={themeOf(jar.get(themeCookie().name)?.value)}
      setTheme={setTheme}
      signOut={signOut}
      notice={<WaitingNotice personId={session.person.id} />}
      kind={isSampleWorkspace() ? "Sample workspace" : undefined}
      settingsHref="/settings/profile"
      now={context.now}
    >
      {children}
    </AppShell>
  );
}
