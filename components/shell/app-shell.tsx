import { Flag } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Tag } from "@/components/ui/tag";
import { TickingAges } from "@/components/ui/ticking-ages";
import { AccountMenu, type AccountMenuProps } from "./account-menu";
import { Bell, type BellProps } from "./bell";
import { Dock } from "./dock";
import { KeyboardShortcuts } from "./keyboard-shortcuts";
import { LogoMark } from "./logo";
import type { NavGroup } from "./navigation";
import { PaletteHost } from "./palette-host";
import type { PaletteEntry, PaletteSearch } from "./palette-types";
import { PathCrumbs } from "./path-crumbs";
import { Rail } from "./rail";
import { SearchTrigger } from "./search-trigger";
import { ServiceWorker } from "./service-worker";

type Props = AccountMenuProps & {
  navigation: readonly NavGroup[];
  /** Addresses of the four places in the bar of phones, in order. */
  dock: readonly string[];
  /** Where an incident is declared; left out for those who may not. */
  declareHref?: string | undefined;
  /** Where the inbox is, and how much of it is unread. */
  inbox: BellProps;
  /** In place of the crumbs that the address gives. */
  breadcrumb?: ReactNode;
  /** What crumbs are called, by address, beside the navigation's own names. */
  crumbLabels?: Readonly<Record<string, string>> | undefined;
  palette: readonly PaletteEntry[];
  search?: PaletteSearch | undefined;
  /** The context's clock. */
  now: Date;
  /** What kind of workspace this is, where it is not somebody's own: a word or two beside the search. */
  kind?: string | undefined;
  /** Something to know on every page, above it. */
  notice?: ReactNode;
  children: ReactNode;
};

/** The frame of every page behind the sign-in. It asks for nothing itself: all it shows is passed in. */
export function AppShell(props: Props) {
  const {
    navigation,
    dock,
    declareHref,
    breadcrumb,
    crumbLabels,
    palette,
    search,
    kind,
    notice,
    now,
    children,
  } = props;
  const { person, theme, setTheme, signOut, settingsHref, inbox } = props;
  const items = navigation.flatMap((group) => group.items);
  const labels = { ...Object.fromEntries(items.map((item) => [item.href, item.label])), ...crumbLabels };
  const docked = dock.flatMap((href) => items.find((item) => item.href === href) ?? []);
  return (
    <div className="flex min-h-dvh">
      <Rail groups={navigation} />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-(--z-rail) flex h-(--bar-height) items-center gap-3 border-line border-b bg-page px-4 md:px-6 print:hidden">
          <Link href="/" aria-label="Highwater, now" className="md:hidden">
            <LogoMark />
          </Link>
          <div className="min-w-0 flex-1">{breadcrumb ?? <PathCrumbs labels={labels} />}</div>
          {kind ? (
            <span className="max-md:hidden">
              <Tag>{kind}</Tag>
            </span>
          ) : null}
          <SearchTrigger />
          {declareHref ? (
            <LinkButton href={declareHref} variant="ink" className="max-md:hidden">
              <Flag aria-hidden="true" />
              Declare incident
            </LinkButton>
          ) : null}
          <Bell {...inbox} />
          <AccountMenu {...{ person, theme, setTheme, signOut, settingsHref }} />
        </header>
        {notice}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-page flex-1 px-4 pt-5 pb-[calc(var(--dock-height)+env(safe-area-inset-bottom)+5.5rem)] md:px-6 md:pt-6 md:pb-16 print:p-0"
        >
          {children}
        </main>
      </div>
      <Dock items={docked} groups={navigation} declareHref={declareHref} />
      <PaletteHost entries={palette} search={search} />
      <KeyboardShortcuts />
      <ServiceWorker />
      <TickingAges told={now} />
    </div>
  );
}
