import type { Metadata } from "next";
import { listWatchers, listWatchesOf } from "@/lib/alerts/controls/queries";
import { may } from "@/lib/core/permissions";
import { calendarDate } from "@/lib/reviews/action-items/rules";
import { completeness } from "@/lib/reviews/rules";
import { steps } from "@/lib/reviews/sign-offs/labels";
import { getDocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { orNotFound, pageSession } from "@/lib/web/session";
import { incidentOf, refIn } from "../load";
import { DocumentSheet } from "./document-sheet";
import { editable } from "./edit/editor";
import { Outline } from "./outline";

type Props = { params: Promise<{ ref: string }>; searchParams: Promise<{ edit?: string; watch?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${await refIn(params)}: post-mortem` };
}

export default async function PostMortemPage({ params, searchParams }: Props) {
  const [{ context, session }, ref, { edit, watch }] = await Promise.all([
    pageSession(),
    refIn(params),
    searchParams,
  ]);
  const [{ document, now }, watches] = await Promise.all([
    orNotFound(getDocumentStanding(context, ref)),
    orNotFound(listWatchesOf(context, ref)),
  ]);
  const mayEdit = may(context.actor, "post-mortem.edit") && (await incidentOf(ref)).status !== "merged";
  const mayWatch = may(context.actor, "control.watch");
  const chosen = mayWatch ? document.controls.find(({ id }) => id === watch) : undefined;
  const form = chosen ? { controlId: chosen.id, watchers: await listWatchers(context) } : null;
  return (
    <div className="grid gap-x-10 gap-y-5 pt-6 lg:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <Outline
        documentRef={document.ref}
        state={now.state}
        complete={completeness(document, now.state === "approved")}
      />
      <DocumentSheet
        editing={{
          document,
          mayEdit,
          personId: session.person.id,
          section: mayEdit ? (editable.find((section) => section === edit) ?? null) : null,
          signers: steps.flatMap((step) => now.given[step]?.name ?? []),
        }}
        now={now}
        watching={{
          ...{ documentRef: document.ref, watches, mayWatch, form },
          ...{ zone: document.timeZone, now: context.now },
        }}
        today={calendarDate(context.now, session.person.timeZone)}
      />
    </div>
  );
}
