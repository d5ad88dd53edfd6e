import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { poolerFindings } from "@/lib/pools/configuration/pooler/rules";
import { configurationFindings, type Finding } from "@/lib/pools/configuration/rules";
import type { Source } from "@/lib/pools/sources/queries";

/** What in the server's or pooler's configuration lets a pool run dry, with what to set. Nothing where the server was never asked. */
export function ConfigurationPanel({ source }: { source: Source }) {
  const { name } = source;
  const findings = findingsOf(source);
  if (!findings) return null;
  return (
    <Panel
      flush
      title="Configuration"
      description={`What ${name} is set to. ${source.pooler ? "A database may have others of its own." : "A role or a client may set others for itself."}`}
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
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function findingsOf({ facts, pooler, pools }: Source): Finding[] | null {
  if (facts) return configurationFindings(facts, pools);
  return pooler ? poolerFindings(pooler) : null;
}
