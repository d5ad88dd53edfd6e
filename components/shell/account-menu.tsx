"use client";

import { Check, Keyboard, LogOut, Settings } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import { announce, shellEvents } from "./events";
import { entriesWaiting, forgetDevice } from "./left-on-device";
import type { Theme } from "./theme";

export type AccountMenuProps = {
  person: { name: string; detail?: string | undefined };
  theme: Theme;
  /** Keeps the choice: gets a form with the field `theme`, writes the cookie of that name. */
  setTheme: (form: FormData) => Promise<void>;
  signOut: (form: FormData) => Promise<void>;
  settingsHref?: string | undefined;
};

const themes: { value: Theme; label: string }[] = [
  { value: "system", label: "As the device" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

const line =
  "flex h-8 w-full items-center gap-2.5 rounded-sm px-2.5 text-left -outline-offset-2 hover:bg-hover pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

/**
 * Who is signed in, and what is theirs alone: theme, settings, shortcuts, the way out. The browser's own
 * popover and forms: it opens and works without JavaScript.
 */
export function AccountMenu({ person, theme, setTheme, signOut, settingsHref }: AccountMenuProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const close = () => sheet.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        popoverTarget="account"
        aria-label={`Account of ${person.name}`}
        className="flex size-8 items-center justify-center rounded-full hover:bg-hover pointer-coarse:size-11"
      >
        <span aria-hidden="true" className="contents">
          <Avatar name={person.name} />
        </span>
      </button>
      <div
        ref={sheet}
        id="account"
        popover="auto"
        className="inset-auto top-[calc(var(--bar-height)-0.25rem)] right-4 m-0 w-60 rounded-md bg-overlay p-1 text-ink shadow-popup md:right-6"
      >
        <div className="px-2.5 pt-1.5 pb-2">
          <p className="truncate font-medium">{person.name}</p>
          {person.detail ? (
            <p className="truncate text-muted text-sm first-letter:uppercase">{person.detail}</p>
          ) : null}
        </div>
        <Rule />
        <ThemeChoice theme={theme} setTheme={setTheme} />
        <Rule />
        {settingsHref ? (
          <Link href={settingsHref} onClick={close} className={line}>
            <Settings aria-hidden="true" /> My settings
          </Link>
        ) : null}
        <button
          type="button"
          className={line}
          onClick={() => {
            close();
            announce(shellEvents.shortcuts);
          }}
        >
          <Keyboard aria-hidden="true" /> Keyboard shortcuts
        </button>
        <SignOut signOut={signOut} />
      </div>
    </>
  );
}

/** Whoever signs out leaves nothing behind, and is asked before what was never sent goes with it. */
function SignOut({ signOut }: Pick<AccountMenuProps, "signOut">) {
  const [lost, setLost] = useState(0);
  const leave = (event: FormEvent) => {
    const waiting = entriesWaiting();
    if (waiting === 0 || lost > 0) return forgetDevice();
    event.preventDefault();
    setLost(waiting);
  };
  return (
    <form action={signOut} onSubmit={leave}>
      {lost > 0 ? (
        <p role="alert" className="px-2.5 py-1.5 text-sm">
          {lost === 1 ? "One entry was not sent yet." : `${lost} entries were not sent yet.`} Open the
          incident to send, or discard by signing out.
        </p>
      ) : null}
      <button type="submit" className={line}>
        <LogOut aria-hidden="true" /> {lost > 0 ? "Discard and sign out" : "Sign out"}
      </button>
    </form>
  );
}

function Rule(): ReactNode {
  return <div className="my-1 h-px bg-line" />;
}

function ThemeChoice({ theme, setTheme }: Pick<AccountMenuProps, "theme" | "setTheme">) {
  const [chosen, setChosen] = useState(theme);
  const choose = (next: Theme) => {
    setChosen(next);
    show(next);
  };
  return (
    <form action={setTheme} aria-label="Theme">
      <p className="px-2.5 pt-1 text-faint text-xs">Theme</p>
      {themes.map((option) => (
        <button
          key={option.value}
          type="submit"
          name="theme"
          value={option.value}
          aria-pressed={option.value === chosen}
          className={line}
          onClick={() => choose(option.value)}
        >
          <span className="flex-1">{option.label}</span>
          {option.value === chosen ? <Check aria-hidden="true" /> : null}
        </button>
      ))}
    </form>
  );
}

// The page follows at once; the cookie makes the next one follow too.
function show(theme: Theme) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}
