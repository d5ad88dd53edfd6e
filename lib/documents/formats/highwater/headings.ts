/** What a section of the document is, judged by its heading. */
export type Role =
  | "title"
  | "before"
  | "summary"
  | "impact"
  | "impact-user"
  | "impact-business"
  | "impact-detection"
  | "figures"
  | "timeline"
  | "milestones"
  | "analysis"
  | "what-happened"
  | "root-causes"
  | "root-cause"
  | "factors"
  | "resolution"
  | "fixes"
  | "code-changes"
  | "changed-file"
  | "lessons"
  | "went-well"
  | "went-wrong"
  | "lucky"
  | "action-items"
  | "prevention"
  | "technical-controls"
  | "process-controls"
  | "sign-off"
  | "evidence"
  | "attachments"
  | "not-placed"
  | "kept"
  | "unknown";

// The first that fits; a heading is compared in lower case, without numbering, emphasis and signs.
const NAMES: readonly (readonly [Role, RegExp])[] = [
  ["summary", /^(executive |incident )?summary$|^(incident )?overview$|^abstract$|^tl;?dr$/],
  ["impact", /^(incident )?impact( analysis| assessment)?$/],
  ["impact-user", /^(user|customer|client)s? impact$|^impact on (users|customers)$/],
  ["impact-business", /^(business|internal|financial) impact$/],
  ["impact-detection", /^(incident )?detection$|^how (was it|it was|we) detected( it)?$/],
  ["figures", /^(impact )?figures$/],
  ["milestones", /^(milestones|key times)$/],
  ["timeline", /^(incident )?time ?line( of events)?$|^(sequence|chronology) of events$|^chronology$/],
  ["analysis", /^(root cause |incident )?analysis$|^rca$/],
  ["what-happened", /^what happened$|^(incident )?(description|narrative)$|^background$/],
  ["root-causes", /^root causes?$|^causes?$|^why (it|this|did it|did this) happen(ed)?$|^primary causes?$/],
  ["factors", /^contributing (factors?|causes?)$|^(other|secondary) (factors|causes)$/],
  ["resolution", /^resolution( and recovery)?$|^recovery$|^remediation$/],
  [
    "fixes",
    /^(immediate )?(fix|fixes|actions taken|remediation|mitigations?)$|^immediate (actions?|response)$/,
  ],
  ["code-changes", /^(code|configuration|config|technical) changes?$|^changes( made)?$/],
  ["lessons", /^lessons?( learn(ed|t))?$|^learnings$|^retrospective$/],
  ["went-well", /^(what|things that) went well$|^went well$|^positives$/],
  [
    "went-wrong",
    /^(what|things that) (went wrong|did not go well|didnt go well|went poorly|went badly)$|^what (could|can) (be|have been|we) (improved?|better)$|^went wrong$/,
  ],
  ["lucky", /^where we (got|were) lucky$|^what (went|was) lucky$|^luck$/],
  [
    "action-items",
    /^(action|follow ?up|corrective)( (items?|actions?|plan|points?|tasks?))?s?$|^next steps$/,
  ],
  ["prevention", /^prevention( measures)?$|^preventi(ve|on) (actions|controls|measures)$/],
  ["technical-controls", /^technical (controls|measures|safeguards)$/],
  ["process-controls", /^process (controls|measures)$/],
  ["sign-off", /^sign ?offs?$|^signatures?$|^approvals?$/],
  ["evidence", /^pool figures$/],
  ["attachments", /^attached files$/],
  ["not-placed", /^not placed$/],
];

/** The role that a heading names; null when it names none that the format knows. */
export function roleNamed(heading: string): Role | null {
  if (heading.length > 80) return null;
  const plain = heading
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N};]+/gu, " ")
    .replace(/^ ?(\d+ )*/, "")
    .trim();
  return NAMES.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

// What stands under one of these belongs to it, whatever its own heading says.
const CHILDREN: Partial<Record<Role, Role>> = {
  "root-causes": "root-cause",
  "code-changes": "changed-file",
  "not-placed": "kept",
};

/** The role of every heading under one of `parent`, where the parent decides; null where the heading does. */
export const roleUnder = (parent: Role): Role | null => CHILDREN[parent] ?? null;

/** Whether a section is running text, whose inner headings are part of the text. */
export const isNarrative = (role: Role): boolean =>
  role === "summary" || role === "what-happened" || role === "root-cause";
