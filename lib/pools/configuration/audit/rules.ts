import type { PoolSourceKind } from "../../../../prisma/generated/enums";
import type { PoolerFacts } from "../../sources/pgbouncer";
import type { ServerFacts } from "../../sources/postgres";
import { type KnownServer, poolerFindings, poolerSettings } from "../pooler/rules";
import {
  type ConfiguredPool,
  configurationFindings,
  type Finding,
  serverSettings,
  sessionValue,
} from "../rules";

/** What a source said of itself when it was last asked, and the pools of it that are in use. */
export type Audited = {
  facts: ServerFacts | null;
  pooler: PoolerFacts | null;
  pools: readonly ConfiguredPool[];
  /** The servers that may stand behind a pooler. */
  behind?: readonly KnownServer[];
};

/** The settings that are audited of a kind of source; none of those whose configuration is not known. */
export function auditedSettings(kind: PoolSourceKind): readonly string[] {
  if (kind === "postgres") return serverSettings;
  return kind === "pgbouncer" ? poolerSettings : [];
}

/** What stands out in the configuration of a source; null where it never told what that is. */
export function findingsOf({ facts, pooler, pools, behind }: Audited): Finding[] | null {
  if (facts) return configurationFindings(facts, pools);
  return pooler ? poolerFindings(pooler, behind) : null;
}

/**
 * What an audited setting is, as the source says it: of a server, for the sessions of its pools. Null where nothing can be said of it: the source does not tell it, it
 * is no amount though it should be one, or there is no pool whose limit could be compared.
 */
export function settingValue({ facts, pooler, pools }: Audited, setting: string): string | null {
  if (pooler) return pooler.settings[setting] ?? null;
  if (!facts) return null;
  if (setting === "max_connections") {
    const compared = pools.some(({ declaredMax }) => declaredMax !== null);
    return compared ? `${facts.maxConnections}, of which ${facts.reserved} are reserved` : null;
  }
  return sessionValue(setting, facts, pools);
}
