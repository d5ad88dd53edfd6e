import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { WatchedSetting } from "@/lib/alerts/controls/queries";
import { excerpt } from "@/lib/core/text";
import { findingsOf } from "@/lib/pools/configuration/audit/rules";
import type { Source } from "@/lib/pools/sources/queries";

type Props = { source: Source; watched: readonly WatchedSetting[] };

/**
 * What in the server's or pooler's configuration lets a pool run dry, with what to set, and the controls that promised
 * otherwise. Nothing where the server was never asked.
 */
export function ConfigurationPanel({ source, watched }: Props) {
  const { name } = source;
  const findings = findingsOf(source);
  if (!findings) return null;
  return (
    <Panel
      flush
      id="configuration"
      title="Configuration"
      description={`What ${name} is set to. ${source.pooler ? "A database may have others of its own." : "A client may set others for itself."}`}
    >
      {findings.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">Nothing stands out.</p>
      ) : (
        <ul className="divide-y divide-line">
          {findings.map(({ level, setting, value, says, change }) => (
            <li key={`${setting} ${level}`} className="grid gap-1.5 px-4 py-3">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Badge tone={level === "warning" ? "warning" : "neutral"}>
                  {level === "warning" ? "Warning" : "Note"}
                </Badge>
                <code className="wrap-anywhere text-sm">
                  {setting} = {value}
                </code>
              </p>
              <p className="text-sm">{says}</p>
              {change ? (
                <p className="flex items-start gap-2">
                  <code className="wrap-anywhere text-muted text-xs">{change}</code>
                  <CopyButton text={change} />
                </p>
              ) : null}
              <WatchedBy controls={watched.filter((control) => control.setting === setting)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function WatchedBy({ controls }: { controls: readonly WatchedSetting[] }) {
  return controls.map(({ controlId, ref, text }) => (
    <p key={controlId} className="wrap-anywhere text-muted text-sm">
      Watched by control{" "}
      <Link href={`/incidents/${ref}/post-mortem#control-${controlId}`} className="text-accent">
        {excerpt(text, 120)}
      </Link>{" "}
      of {ref}
    </p>
  ));
}
