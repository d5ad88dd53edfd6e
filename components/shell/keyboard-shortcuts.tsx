"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { announce, shellEvents } from "./events";
import { readKeys, sequencePause, shortcuts } from "./shortcuts";

const offKey = "highwater:shortcuts-off";

/** Hears the shortcuts, and shows which there are. They can be turned off, for those who speak to type. */
export function KeyboardShortcuts() {
  const router = useRouter();
  const [help, setHelp] = useState(false);
  const [off, setOff] = useState(false);

  useEffect(() => setOff(window.localStorage.getItem(offKey) !== null), []);

  useEffect(() => {
    const show = () => setHelp(true);
    document.addEventListener(shellEvents.shortcuts, show);
    return () => document.removeEventListener(shellEvents.shortcuts, show);
  }, []);

  useEffect(() => {
    if (off) return;
    let pressed: string[] = [];
    let last = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.repeat) return;
      if (event.key === "Shift" || isTyping(event.target) || isDialogOpen()) return;
      if (event.timeStamp - last > sequencePause) pressed = [];
      last = event.timeStamp;
      pressed = [...pressed.slice(-1), event.key];
      const meaning = readKeys(pressed);
      if (meaning === "more") {
        pressed = [event.key];
        return;
      }
      pressed = [];
      if (!meaning) return;
      event.preventDefault();
      if (meaning.href !== undefined) router.push(meaning.href);
      else if (announce(meaning.event) && meaning.event === shellEvents.search) announce(shellEvents.palette);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [off, router]);

  const toggle = (enabled: boolean) => {
    setOff(!enabled);
    if (enabled) window.localStorage.removeItem(offKey);
    else window.localStorage.setItem(offKey, "1");
  };

  return (
    <Dialog title="Keyboard shortcuts" open={help} onOpenChange={setHelp} size="sm">
      <ul className="flex flex-col">
        <li className="flex items-center justify-between border-line border-b py-1.5">
          Command palette <Kbd keys={["⌘ or Ctrl", "K"]} />
        </li>
        {shortcuts.map((shortcut) => (
          <li key={shortcut.label} className="flex items-center justify-between border-line border-b py-1.5">
            {shortcut.label} <Kbd keys={shortcut.keys} />
          </li>
        ))}
      </ul>
      <label className="mt-4 flex items-center gap-2.5">
        <input
          type="checkbox"
          className="ui-check rounded-xs"
          checked={!off}
          onChange={(event) => toggle(event.currentTarget.checked)}
        />
        Use single-key shortcuts on this device
      </label>
    </Dialog>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"))
  );
}

// What lies above the page holds the focus, and a change of page beneath it would lose work.
function isDialogOpen(): boolean {
  return (
    document.querySelector("[role=dialog], [role=alertdialog], [role=menu], [popover=auto]:popover-open") !==
    null
  );
}
