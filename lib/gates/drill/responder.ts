import type { Api } from "./api";
import { type Measured, postMortem } from "./post-mortem";

/** A timeline entry as the responder writes one. */
type Entry = { kind: "note" | "finding" | "decision" | "deploy" | "communication" | "action"; text: string };

type Status = "investigating" | "identified" | "monitoring" | "resolved" | "closed";

/** What stood in the impact before anybody wrote it. */
export type Prefilled = Pick<Impact, "detection" | "unavailableFrom" | "unavailableTo">;

type Impact = {
  user: string[];
  business: string[];
  detection: string[];
  unavailableFrom: string | null;
  unavailableTo: string | null;
};
type Rows = Readonly<Record<string, unknown>[]>;

/** Somebody on call who works one incident through the API with a key of their own, in the order of a night. */
export type Responder = {
  acknowledge(): Promise<void>;
  /** Makes somebody the commander. */
  appoint(personId: string): Promise<void>;
  write(entry: Entry): Promise<void>;
  moveTo(status: Status, note: string): Promise<void>;
  /** Writes what the incident itself does not know yet; what it holds already stays, and comes back. */
  writePostMortem(measured: Measured): Promise<Prefilled>;
  /** Adds an action item that is due within a week of today, and their own. */
  addActionItem(personId: string, dueOn: string): Promise<void>;
};

/** The responder of the incident with this reference. */
export function responderTo(ref: string, api: Api): Responder {
  const incident = `/incidents/${ref}`;
  const section = (name: string) => `${incident}/document/${name}`;
  return {
    acknowledge: () => api.post(`${incident}/acknowledgement`),
    appoint: (personId) => api.put(`${incident}/participants/commander/${personId}`),
    write: (entry) => api.post(`${incident}/timeline-entries`, entry),
    moveTo: (status, note) => api.put(`${incident}/status`, { status, note }),

    async writePostMortem(measured) {
      const words = postMortem(measured);
      const prefilled = await api.get<Prefilled>(section("impact"));
      await api.revise(section("summary"), (now) => ({ ...now, summary: words.summary }));
      await api.revise<Impact>(section("impact"), (now) => ({
        ...now,
        user: [...now.user, ...words.impact.user],
        business: [...now.business, ...words.impact.business],
        detection: [...now.detection, ...words.impact.detection],
        usersAffected: { count: measured.usersHit, precision: "exact" },
        dataLoss: "none",
      }));
      await api.revise<{ rootCauses: Rows; factors: Rows }>(section("root-cause-analysis"), (now) => ({
        whatHappened: words.whatHappened,
        rootCauses: [...now.rootCauses, ...words.rootCauses],
        factors: [...now.factors, ...words.factors],
      }));
      await api.revise<{ fixes: Rows; codeChanges: Rows }>(section("resolution"), (now) => ({
        fixes: [...now.fixes, ...words.fixes],
        codeChanges: [...now.codeChanges, ...words.codeChanges],
      }));
      await api.revise<{ wentWell: Rows; wentWrong: Rows }>(section("lessons"), (now) => ({
        ...now,
        wentWell: [...now.wentWell, ...words.wentWell],
        wentWrong: [...now.wentWrong, ...words.wentWrong],
      }));
      await api.revise<{ technical: Rows; process: Rows }>(section("prevention"), (now) => ({
        ...now,
        technical: [...now.technical, ...words.technicalControls],
      }));
      return prefilled;
    },

    async addActionItem(personId, dueOn) {
      const { rootCauses } = await api.get<{ rootCauses: { id: string }[] }>(section("root-cause-analysis"));
      const [leak] = rootCauses;
      await api.post(`${incident}/action-items`, {
        title: "Test that a report which fails gives its connection back",
        ...{ owner: `person:${personId}`, dueOn, kind: "prevent", priority: "high" },
        ...(leak ? { addresses: `cause:${leak.id}` } : {}),
      });
    },
  };
}
