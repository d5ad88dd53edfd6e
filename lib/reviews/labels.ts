/** The nine sections of the document in their order; `key` is also the anchor on the page. */
export const sections = [
  { key: "summary", title: "Summary" },
  { key: "impact", title: "Impact" },
  { key: "timeline", title: "Timeline" },
  { key: "root-cause-analysis", title: "Root cause analysis" },
  { key: "resolution", title: "Resolution" },
  { key: "lessons", title: "Lessons" },
  { key: "action-items", title: "Action items" },
  { key: "prevention", title: "Prevention" },
  { key: "sign-off", title: "Sign-off" },
] as const;

/** The key of a section. */
export type SectionKey = (typeof sections)[number]["key"];
