"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check, Keyboard, LogOut, Settings } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { clearAllDrafts } from "@/components/ui/draft-store";
import { announce, shellEvents } from "./events";
import { type Theme, themeOf } from "./theme";

export type AccountMenuProps = {
  person: { name: string; detail?: string | undefined };
  theme: Theme;
  /** Keeps the choice: gets a form with the field `theme`, writes the cookie of that name. */
  setTheme: (form: FormData) => unknown;
  signOut: (form: FormData) => unknown;
  settingsHref?: string | undefined;
};

const themes: { value: Theme; label: string }[] = [
  { value: "system", label: "As the device" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

const line =
  "flex h-8 w-full cursor-default items-center gap-2.5 rounded-sm px-2.5 outline-none data-highlighted:bg-hover pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:text-muted";

/** Who is signed in, and what is theirs alone: theme, settings, shortcuts, the way out. */
export function AccountMenu({ person, theme, setTheme, signOut, settingsHref }: AccountMenuProps) {
  const [chosen, setChosen] = useState(theme);
  const [, startTransition] = useTransition();
  const choose = (value: unknown) => {
    const next = themeOf(String(value));
    setChosen(next);
    show(next);
    const form = new FormData();
    form.set("theme", next);
    startTransition(async () => void (await setTheme(form)));
  };
  const leave = () => {
    clearAllDrafts();
    startTransition(async () => void (await signOut(new FormData())));
  };
  return (
    <Base.Root>
      <Base.Trigger
        aria-label={`Account of ${person.name}`}
        className="flex size-8 items-center justify-center rounded-full hover:bg-hover pointer-coarse:size-10"
      >
        <span aria-hidden="true" className="contents">
          <Avatar name={person.name} />
        </span>
      </Base.Trigger>
      <Base.Portal render={<section aria-label="Account" />}>
        <Base.Positioner align="end" sideOffset={4} className="z-(--z-popup) outline-none">
          <Base.Popup className="w-60 rounded-md bg-overlay p-1 shadow-popup outline-none">
            <div className="px-2.5 pt-1.5 pb-2">
              <p className="truncate font-medium">{person.name}</p>
              {person.detail ? <p className="truncate text-muted text-sm">{person.detail}</p> : null}
            </div>
            <Base.Separator className="mb-1 h-px bg-line" />
            <Base.RadioGroup value={chosen} onValueChange={choose}>
              <Base.GroupLabel className="px-2.5 pt-1 text-faint text-xs">Theme</Base.GroupLabel>
              {themes.map((option) => (
                <Base.RadioItem key={option.value} value={option.value} className={line} closeOnClick={false}>
                  <span className="flex-1">{option.label}</span>
                  <Base.RadioItemIndicator>
                    <Check aria-hidden="true" />
                  </Base.RadioItemIndicator>
                </Base.RadioItem>
              ))}
            </Base.RadioGroup>
            <Base.Separator className="my-1 h-px bg-line" />
            {settingsHref ? (
              <Base.LinkItem className={line} closeOnClick render={<Link href={settingsHref} />}>
                <Settings aria-hidden="true" /> My settings
              </Base.LinkItem>
            ) : null}
            <Base.Item className={line} onClick={() => announce(shellEvents.shortcuts)}>
              <Keyboard aria-hidden="true" /> Keyboard shortcuts
            </Base.Item>
            <Base.Item className={line} onClick={leave}>
              <LogOut aria-hidden="true" /> Sign out
            </Base.Item>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

// The page follows at once; the cookie makes the next one follow too.
function show(theme: Theme) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}
