"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { Avatar } from "@/components/ui/avatar";
import { nobodyElse, onPresence, othersHere } from "./presence-store";

const mostShown = 5;
const settledAfterMs = 4_000;

/** Who else has this page open: initials for the eye, names on hover and read aloud. */
export function WhoIsHere() {
  const { here } = useSyncExternalStore(onPresence, othersHere, () => nobodyElse);
  const names = here.map(({ name }) => name).join(", ");
  const shown = here.length > mostShown ? here.slice(0, mostShown - 1) : here;
  const more = here.slice(shown.length).map(({ name }) => name);
  return (
    <>
      {here.length > 0 ? (
        <span className="inline-flex items-center gap-1.5 print:hidden">
          <span>Also here</span>
          <ul aria-label="Also here" className="inline-flex items-center gap-0.5">
            {shown.map(({ id, name }) => (
              <li key={id} className="inline-flex">
                <Avatar name={name} />
              </li>
            ))}
            {more.length > 0 ? (
              <li title={more.join(", ")} className="text-faint text-xs">
                <span aria-hidden="true">+{more.length}</span>
                <span className="sr-only">{more.join(", ")}</span>
              </li>
            ) : null}
          </ul>
        </span>
      ) : null}
      <span role="status" className="sr-only">
        {useSettled(names)}
      </span>
    </>
  );
}

/** What is read aloud of comings and goings: only what stays so for a while. */
function useSettled(names: string): string {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(names), settledAfterMs);
    return () => clearTimeout(timer);
  }, [names]);
  return said === "" ? "" : `Also here: ${said}`;
}
