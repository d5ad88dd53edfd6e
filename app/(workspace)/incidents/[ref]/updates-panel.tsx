import { UpdateDue } from "@/components/incidents/update-due";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { Context } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import { excerpt } from "@/lib/core/text";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { type findLastUpdate, updatesDue } from "@/lib/incidents/updates/queries";
import { mayTakeUpdates } from "@/lib/incidents/updates/rules";

type Props = {
  incident: IncidentDetail;
  /** The last update that stands. */
  last: Awaited<ReturnType<typeof findLastUpdate>>;
  context: Context;
  zone: string;
};

/** What those outside were told last, and when they want to hear more. */
export async function UpdatesPanel({ incident, last, context, zone }: Props) {
  const { ref, id } = incident;
  const due = (await updatesDue([incident])).get(id) ?? null;
  const { now } = context;
  const home = `/incidents/${ref}/updates`;
  const writable = may(context.actor, "status-update.write") && mayTakeUpdates(incident).may;
  return (
    <Panel
      title="Status updates"
      id="status-updates"
      footer={
        <div className="flex flex-wrap items-center gap-3 text-sm">
          {writable ? (
            <LinkButton href={`${home}#write`} size="sm">
              Write update
            </LinkButton>
          ) : null}
          <Link href={home} className="text-accent">
            {last ? "All updates" : "Updates"}
          </Link>
          {may(context.actor, "status-link.make") ? (
            <Link href={`${home}#links`} className="text-accent">
              Links for outside
            </Link>
          ) : null}
        </div>
      }
    >
      {last ? (
        <>
          <p className="text-faint text-xs">
            <Time at={last.at} zone={zone} now={now} />
            {last.author ? `, ${last.author.name}` : null}
          </p>
          <p className="wrap-anywhere mt-1">{excerpt(last.whatHappened, 200)}</p>
        </>
      ) : (
        <p className="text-muted">Nothing has been said yet.</p>
      )}
      {due ? (
        <p className="mt-2 text-muted text-sm">
          <UpdateDue due={due} zone={zone} now={now} />
        </p>
      ) : null}
    </Panel>
  );
}
