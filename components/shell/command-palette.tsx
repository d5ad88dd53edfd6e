"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";
import { rank } from "./palette-rank";
import type { PaletteEntry, PaletteSearch } from "./palette-types";
import { usePaletteSearch } from "./use-palette-search";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  entries: readonly PaletteEntry[];
  search?: PaletteSearch | undefined;
  query: string;
  onQueryChange: (query: string) => void;
  /** Called when the box has the focus, so that keys reach it. */
  onHears: () => void;
};

/** Go anywhere, do anything: type a few letters, choose with the arrows, Enter. */
export function CommandPalette(props: Props) {
  const { open, onOpenChange, entries, search, query, onQueryChange, onHears } = props;
  const router = useRouter();
  const [, startTransition] = useTransition();
  const { hits, state } = usePaletteSearch(query, search);

  const choose = (entry: PaletteEntry) => {
    onOpenChange(false);
    const { href, action } = entry;
    if (href !== undefined) router.push(href);
    else if (action) startTransition(async () => void (await action()));
  };

  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-(--z-dialog) bg-scrim" />
        <Base.Popup className="fixed inset-x-0 top-0 z-(--z-dialog) mx-auto flex max-h-[70dvh] w-full max-w-2xl flex-col overflow-hidden bg-overlay shadow-dialog outline-none sm:top-[12vh] sm:rounded-lg">
          <Base.Title className="sr-only">Command palette</Base.Title>
          <Command label="Command palette" loop filter={rank} className="flex min-h-0 flex-col">
            <div className="flex items-center gap-3 border-line border-b px-4">
              <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <Command.Input
                value={query}
                onValueChange={onQueryChange}
                onFocus={onHears}
                placeholder="Search, go to, or do…"
                className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
              />
              {state === "searching" ? <Spinner /> : null}
              <Kbd keys={["Esc"]} />
            </div>
            <Command.List className="ui-palette overflow-y-auto overscroll-contain p-2">
              <Command.Empty className="px-3 py-6 text-center text-muted">
                {state === "searching" ? "Searching…" : "Nothing found."}
              </Command.Empty>
              {state === "failed" ? (
                <p role="alert" className="px-3 py-2 text-danger-ink text-sm">
                  The search did not answer. Places and commands still work.
                </p>
              ) : null}
              {groupsOf([...hits, ...entries]).map(([group, members]) => (
                <Command.Group key={group} heading={group}>
                  {members.map((entry) => (
                    <Entry
                      key={entry.id}
                      entry={entry}
                      found={hits.includes(entry) ? query : ""}
                      onChoose={choose}
                    />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type EntryProps = { entry: PaletteEntry; found: string; onChoose: (entry: PaletteEntry) => void };

function Entry({ entry, found, onChoose }: EntryProps) {
  return (
    <Command.Item
      value={entry.id}
      // What the search found stays, also where the words that matched are not in its label.
      keywords={[entry.label, ...(entry.keywords ?? []), found]}
      onSelect={() => onChoose(entry)}
      className="flex h-9 cursor-default items-center gap-3 rounded-sm px-3 data-[selected=true]:bg-selected pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {entry.icon}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      {entry.hint ? <span className="shrink-0 text-muted text-sm">{entry.hint}</span> : null}
      {entry.keys ? <Kbd keys={entry.keys} /> : null}
    </Command.Item>
  );
}

function groupsOf(entries: readonly PaletteEntry[]): [string, PaletteEntry[]][] {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
