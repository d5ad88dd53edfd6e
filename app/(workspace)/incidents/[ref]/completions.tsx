"use client";

import { type RefObject, useEffect, useEffectEvent, useId, useState } from "react";
import { cx } from "@/components/ui/cx";
import type { RoleName } from "@/lib/incidents/roles/rules";
import type { Completion } from "./composer-token";
import { useCompletions, useToken } from "./use-completions";

type Props = { within: RefObject<HTMLElement | null>; roles: readonly RoleName[] };

/**
 * Offers how to go on with what is being typed into the textarea inside `within`: commands behind a slash, people behind
 * an @, incidents, action items and alerts behind a #. Arrows choose, Enter or Tab takes, Escape goes on without.
 */
export function Completions({ within, roles }: Props) {
  const id = useId();
  const [token, close] = useToken(within);
  const ways = useCompletions(token, roles);
  const [chosen, setChosen] = useState({ typed: "", index: 0 });
  const index = token && chosen.typed === token.typed ? Math.min(chosen.index, ways.length - 1) : 0;

  const take = (way: Completion | undefined) => {
    const box = within.current?.querySelector("textarea");
    if (!box || !token || !way) return;
    box.focus();
    box.setRangeText(way.insert, token.start, token.start + token.typed.length, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!token || ways.length === 0 || event.isComposing || event.shiftKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined)
      setChosen({ typed: token.typed, index: (index + step + ways.length) % ways.length });
    else if (event.key === "Enter" || event.key === "Tab") take(ways[index]);
    else if (event.key === "Escape") close();
    else return;
    // Neither sends the form nor leaves the field.
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const box = within.current?.querySelector("textarea");
    const hear = (event: KeyboardEvent) => onKey(event);
    box?.addEventListener("keydown", hear);
    return () => box?.removeEventListener("keydown", hear);
  }, [within]);

  const open = ways.length > 0;
  const active = `${id}-${index}`;
  useEffect(() => {
    const box = within.current?.querySelector("textarea");
    if (!box) return;
    box.setAttribute("aria-autocomplete", "list");
    if (open) {
      box.setAttribute("aria-controls", id);
      box.setAttribute("aria-activedescendant", active);
    } else {
      box.removeAttribute("aria-controls");
      box.removeAttribute("aria-activedescendant");
    }
  }, [within, open, id, active]);

  return (
    <>
      <p role="status" className="sr-only">
        {open
          ? `${ways.length} ${ways.length === 1 ? "way" : "ways"} to go on; arrows choose, Enter takes.`
          : ""}
      </p>
      {open ? (
        <div
          role="listbox"
          id={id}
          aria-label="Ways to go on"
          className="absolute inset-x-0 top-full z-(--z-popup) mt-1 max-h-72 overflow-y-auto rounded-md bg-overlay p-1 shadow-popup"
        >
          {ways.map((way, place) => (
            <Way
              key={way.insert}
              id={`${id}-${place}`}
              way={way}
              active={place === index}
              onTake={() => take(way)}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}

type WayProps = { id: string; way: Completion; active: boolean; onTake: () => void };

function Way({ id, way: { label, hint }, active, onTake }: WayProps) {
  return (
    // The keys are heard in the textarea, which keeps the focus.
    <div
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={active}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: "nearest" });
      }}
      onMouseDown={(event) => {
        event.preventDefault();
        onTake();
      }}
      className={cx(
        "flex min-h-8 cursor-default items-center gap-3 rounded-sm px-2 text-sm hover:bg-selected pointer-coarse:min-h-11",
        active && "bg-selected",
      )}
    >
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint ? <span className="shrink-0 text-muted">{hint}</span> : null}
    </div>
  );
}
