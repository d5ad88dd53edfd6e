"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Flyout } from "@/components/incidents/flyout";
import { QuickAction } from "@/components/incidents/quick-action";
import { Link } from "@/components/ui/link";
import type { Verdict } from "@/lib/incidents/rules";
import { submitInclusion, submitRestoration } from "./actions";

type Props = {
  incidentRef: string;
  entry: { id: string; inDocument: boolean; withdrawn: boolean };
  /** How the entry begins, to tell its menu from the others. */
  about: string;
  correctable: Verdict;
  /** Whether the address names this entry: its menu is then whole before and without JavaScript. */
  named: boolean;
};

const line =
  "w-full justify-start! rounded-sm border-0! px-2.5! py-1.5 text-left font-normal! text-ink! hover:bg-hover";

/**
 * What may be done to an entry. A page has dozens of these menus and few are opened, so that each is filled in when
 * somebody comes near; until then it holds a link to the page on which it is filled in.
 */
export function EntryMenu({ incidentRef, entry, about, correctable, named }: Props) {
  const [near, setNear] = useState(named);
  const { id, inDocument, withdrawn } = entry;
  const target = { ref: incidentRef, entryId: id };
  const here = (what = "") => `/incidents/${incidentRef}?${what}entry=${id}#entry-${id}`;
  return (
    <Flyout
      group="entry"
      width="menu"
      variant="ghost"
      size="sm"
      label={`What to do with: ${about}`}
      trigger={<Ellipsis aria-hidden="true" />}
      onNear={() => setNear(true)}
    >
      {near ? null : (
        <a href={here()} className={`block ${line}`}>
          What can be done
        </a>
      )}
      {near && correctable.may && !withdrawn ? (
        <>
          <Link href={here(`correct=${id}&`)} className={`block ${line}`}>
            Correct
          </Link>
          <Link href={here(`withdraw=${id}&`)} className={`block ${line}`}>
            Withdraw
          </Link>
        </>
      ) : null}
      {near && correctable.may && withdrawn ? (
        <QuickAction action={submitRestoration} fields={target} variant="ghost" className={line}>
          Restore
        </QuickAction>
      ) : null}
      {near ? (
        <QuickAction
          action={submitInclusion}
          fields={{ ...target, include: inDocument ? "no" : "yes" }}
          variant="ghost"
          className={line}
        >
          {inDocument ? "Leave out of the post-mortem" : "Take into the post-mortem"}
        </QuickAction>
      ) : null}
      {near && !correctable.may ? (
        <p className="px-2.5 py-1.5 text-faint text-xs">{correctable.reason}</p>
      ) : null}
    </Flyout>
  );
}
