/** The doors a change can come through, as people read them. */
export const viaLabels: Readonly<Record<string, string>> = {
  web: "pages",
  api: "API",
  worker: "worker",
  cli: "command line",
  import: "import",
  system: "Highwater itself",
};

/** One line of the trail as pages show it. `id` is the keyset cursor. */
export type TrailLine = {
  id: string;
  at: Date;
  actorName: string;
  actorRole: string;
  via: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  incidentId: string | null;
  changes: { kind: string; id: string; fields: Record<string, [before: unknown, after: unknown]> }[];
};
