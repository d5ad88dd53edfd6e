import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { configurationFindings } from "@/lib/pools/configuration/rules";
import type { Source } from "@/lib/pools/sources/queries";

/** What in the server's configuration lets a pool run dry, with what to set. Nothing where the server was never asked. */
export function ConfigurationPanel({ source }: { source: Source }) {
  const { facts, pools, name } = source;
  if (!facts) return null;
  const findings = configurationFindings(facts, pools);
  return (
    <Panel
      flush
      title="Configuration"
      description={`What ${name} is set to. A role or a client may set others for itself.`}
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
