import { createHash } from "node:crypto";
import { canonicalJson } from "../core/canonical";
import { type ActionName, permissions } from "../core/permissions";
import { zonedToInstant } from "../core/zones";

/** What the chain protects of an audit event, as it stands in the database. */
export type SealedContent = {
  id: string;
  at: string;
  actorId: string | null;
  actorRole: string;
  actorName: string;
  via: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  incidentId: string | null;
  changes: unknown;
  requestId: string;
};

/** One link as stored, with the content of its event (null where the event is gone). */
export type Link = { sequence: bigint; hash: Buffer; content: SealedContent | null };

/** What is wrong with the chain, at which place. */
export type ChainFault = { sequence: bigint; fault: "missing link" | "missing event" | "changed" };

/** The nouns of the trail, each with its actions. */
export const actionsByNoun: ReadonlyMap<string, readonly ActionName[]> = groupByNoun(
  Object.keys(permissions) as ActionName[],
);

function groupByNoun(names: readonly ActionName[]): Map<string, ActionName[]> {
  const groups = new Map<string, ActionName[]>();
  for (const name of names) {
    const noun = name.slice(0, name.indexOf("."));
    groups.set(noun, [...(groups.get(noun) ?? []), name]);
  }
  return groups;
}

/** The instants from the beginning of the first day to the end of the last, as the clocks of a zone show them. */
export function daysAsInstants(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  zone: string,
): { gte?: Date; lt?: Date } {
  return {
    ...(from ? { gte: midnight(from, 0, zone) } : {}),
    ...(to ? { lt: midnight(to, 1, zone) } : {}),
  };
}

function midnight(date: string, daysLater: number, zone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const local = { year, month, day: day + daysLater, hour: 0, minute: 0, second: 0, millisecond: 0 };
  return zonedToInstant(local, zone).earliest;
}

/** The hash before the first link: 32 zero bytes. */
export const GENESIS = Buffer.alloc(32);

/** SHA-256 over the previous hash, the sequence and the canonical JSON (RFC 8785) of the event. */
export function chainHash(previous: Buffer, sequence: bigint, content: SealedContent): Buffer {
  const text = canonicalJson({ sequence: sequence.toString(), ...content });
  return createHash("sha256").update(previous).update(text, "utf8").digest();
}

/**
 * Walks links in order of sequence and names every fault: a number left out, an event gone, a content or an order that
 * does not give the stored hash. After a fault it goes on from the stored hash, so that each fault is named once.
 */
export function chainFaults(links: readonly Link[], from: { sequence: bigint; hash: Buffer }): ChainFault[] {
  const faults: ChainFault[] = [];
  let { sequence, hash } = from;
  for (const link of links) {
    if (link.sequence !== sequence + 1n) faults.push({ sequence: sequence + 1n, fault: "missing link" });
    else if (!link.content) faults.push({ sequence: link.sequence, fault: "missing event" });
    else if (!chainHash(hash, link.sequence, link.content).equals(link.hash))
      faults.push({ sequence: link.sequence, fault: "changed" });
    ({ sequence, hash } = link);
  }
  return faults;
}
