import { PlainText } from "@/components/incidents/plain-text";
import { QuickAction } from "@/components/incidents/quick-action";
import { StatusBadge } from "@/components/incidents/status-badge";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { UpdateItem as Item } from "@/lib/incidents/updates/queries";
import { WithdrawalForm } from "../withdrawal-form";
import { submitUpdateRestoration, submitUpdateWithdrawal } from "./actions";
import { CorrectionForm } from "./correction-form";
import { updateLabels } from "./update-fields";
import { UpdateHistory } from "./update-history";

type Props = {
  update: Item;
  incident: { ref: string; timeZone: string };
  /** What is being done to it. */
  doing: "correct" | "withdraw" | null;
  writable: boolean;
  reader: string;
  zone: string;
  now: Date;
};

/** One update: when, by whom, how the incident stood, what was said, and what it said before. */
export function UpdateItem({ update, incident, doing, writable, reader, zone, now }: Props) {
  const { id, at, status, author, whatHappened, impact, whatWeDo, nextUpdateAt, withdrawnAt } = update;
  const struck = withdrawnAt !== null;
  const here = (what: string) => `/incidents/${incident.ref}/updates?${what}=${id}#update-${id}`;
  return (
    <li id={`update-${id}`} className="flex scroll-mt-24 flex-col gap-2 px-4 py-4 target:bg-selected">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
        <Time at={at} zone={zone} now={now} />
        <StatusBadge status={status} plain />
        <span>{author?.name ?? "Highwater"}</span>
      </div>
      <PlainText className={cx("max-w-measure", struck && "text-faint line-through")}>
        {whatHappened}
      </PlainText>
      <dl className={cx("flex flex-col gap-2", struck && "text-faint")}>
        <Part term={updateLabels.impact} struck={struck}>
          {impact}
        </Part>
        {whatWeDo ? (
          <Part term={updateLabels.whatWeDo} struck={struck}>
            {whatWeDo}
          </Part>
        ) : null}
        {nextUpdateAt ? (
          <div>
            <dt className="font-medium text-faint text-xs">{updateLabels.nextUpdate}</dt>
            <dd>
              by <Time at={nextUpdateAt} zone={zone} now={now} absoluteOnly />
            </dd>
          </div>
        ) : null}
      </dl>
      <UpdateHistory update={update} zone={zone} now={now} />
      {writable && doing === null ? (
        <div className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {struck ? (
            <QuickAction
              action={submitUpdateRestoration}
              fields={{ ref: incident.ref, updateId: id }}
              size="sm"
            >
              Restore
            </QuickAction>
          ) : (
            <>
              <Link href={here("correct")} scroll={false} className="text-accent">
                Correct
              </Link>
              <Link href={here("withdraw")} scroll={false} className="text-accent">
                Withdraw
              </Link>
            </>
          )}
        </div>
      ) : null}
      {writable && doing === "correct" && !struck ? (
        <CorrectionForm
          incidentRef={incident.ref}
          zone={incident.timeZone}
          update={{ id, version: update.version, whatHappened, impact, whatWeDo, nextUpdateAt }}
          draft={`${reader}:update:${id}`}
        />
      ) : null}
      {writable && doing === "withdraw" && !struck ? (
        <WithdrawalForm
          action={submitUpdateWithdrawal}
          fields={{ ref: incident.ref, updateId: id }}
          what="update"
          cancelHref={`/incidents/${incident.ref}/updates#update-${id}`}
        >
          Outside, its words are gone at once, and it says that an update was withdrawn. Here it stays
          readable, and can be restored.
        </WithdrawalForm>
      ) : null}
    </li>
  );
}

function Part({ term, struck, children }: { term: string; struck: boolean; children: string }) {
  return (
    <div>
      <dt className="font-medium text-faint text-xs">{term}</dt>
      <dd>
        <PlainText className={cx("max-w-measure", struck && "line-through")}>{children}</PlainText>
      </dd>
    </div>
  );
}
