import type { PresenceNotice } from "./schema";

/** That somebody is on an incident's page, by the word of a process, until an instant in milliseconds. */
export type Stay = {
  incidentId: string;
  personId: string;
  by: string;
  state: PresenceNotice["state"];
  untilMs: number;
};

/** Who is on the page of an incident, and who of all is typing; each person once, in the order of their ids. */
export type Picture = { here: string[]; typing: string[] };

/** How long what a process says holds, and how often it says it again: what a killed one said ends within 20 seconds. */
export const presenceTimes = {
  hereMs: 18_000,
  againMs: 6_000,
  // A page that is loaded again, or listens anew, is not left.
  lingerMs: 4_000,
  typingMs: 5_000,
  typingAgainMs: 3_000,
} as const;

/**
 * What is known after a notice. Each process speaks for the pages that are open at it, so that a person with two of them
 * at two processes stays when one is closed; typing is of the person, for any process may be told of it.
 */
export function heard(stays: readonly Stay[], notice: PresenceNotice, nowMs: number): Stay[] {
  const { by, state, lastsMs } = notice;
  const told = notice.where.map(([incidentId, personId]) => ({
    ...{ incidentId, personId, by, state, untilMs: nowMs + lastsMs },
  }));
  const again = new Set(told.map(keyOf));
  return [...stays.filter((stay) => !again.has(keyOf(stay))), ...told];
}

const keyOf = ({ incidentId, personId, by, state }: Stay) =>
  `${incidentId} ${personId} ${state} ${state === "here" ? by : ""}`;

/** Those whose time has come to an end, and the others. */
export function settled(stays: readonly Stay[], nowMs: number): { left: Stay[]; gone: Stay[] } {
  return {
    left: stays.filter(({ untilMs }) => untilMs > nowMs),
    gone: stays.filter(({ untilMs }) => untilMs <= nowMs),
  };
}

/** Who is on the page of an incident. */
export function pictureOf(stays: readonly Stay[], incidentId: string, nowMs: number): Picture {
  const now = stays.filter((stay) => stay.incidentId === incidentId && stay.untilMs > nowMs);
  const persons = (state?: Stay["state"]) =>
    [...new Set(now.filter((stay) => !state || stay.state === state).map(({ personId }) => personId))].sort();
  return { here: persons(), typing: persons("typing") };
}

/** Whether typing was told so short a time ago that it need not be told again. */
export function isToldAlready(
  stays: readonly Stay[],
  where: { incidentId: string; personId: string },
  nowMs: number,
): boolean {
  const { typingMs, typingAgainMs } = presenceTimes;
  return stays.some(
    ({ incidentId, personId, state, untilMs }) =>
      state === "typing" &&
      incidentId === where.incidentId &&
      personId === where.personId &&
      untilMs > nowMs + typingMs - typingAgainMs,
  );
}
