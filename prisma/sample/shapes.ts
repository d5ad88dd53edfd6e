import type {
  ActionItemKind,
  ActionItemPriority,
  ActionItemStatus,
  DataLoss,
  EntryKind,
  FactorCategory,
  IncidentMode,
  IncidentRole,
  IncidentStatus,
  MilestoneKind,
  Severity,
  SignOffStep,
} from "../generated/enums";
import type { PersonKey } from "./people";

/**
 * A moment of an incident, on the clocks of its zone: `14:28` on its first day, `+2 09:30` two days later, `12m` or
 * `-4m` from its beginning. `~` in front means about, where people may say so.
 */
export type Moment = string;

/** A calendar date: `2025-10-15`, `+14` days after the incident's first, `today`, `today-3` or `today+10`. */
export type Day = string;

/** When an incident begins: on a date, in some week before this one, or that many minutes before the telling. */
export type Beginning =
  | { on: string; at: string }
  | { weeksAgo: number; weekday: "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun"; at: string }
  | { minutesAgo: number };

/** What somebody writes into the post-mortem; sections that are left out stay as they are. */
export type Writing = {
  summary?: string;
  classification?: string;
  impact?: {
    user?: string[];
    business?: string[];
    detection?: string[];
    usersAffected?: string;
    customersAffected?: string;
    unavailable?: [from: Moment, to: Moment];
    dataLoss?: DataLoss;
    delay?: string;
  };
  happened?: string;
  causes?: [title: string, text: string][];
  factors?: { text: string; category: FactorCategory; positive?: true; acceptedRisk?: string }[];
  fixes?: string[];
  changes?: { file: string; text: string; before?: string; after?: string }[];
  wentWell?: string[];
  wentWrong?: string[];
  lucky?: string[];
  technical?: [text: string, verification?: string][];
  process?: [text: string, verification?: string][];
};

/** An action item as it is promised. `addresses` counts the causes and factors of the document from 1: `cause 1`. */
export type Promised = {
  title: string;
  owner?: PersonKey | `team ${string}`;
  due?: Day;
  kind?: ActionItemKind;
  priority?: ActionItemPriority;
  addresses?: `cause ${number}` | `factor ${number}`;
};

/** What those outside are told. */
export type Update = { whatHappened: string; impact: string; whatWeDo?: string; nextUpdate?: string };

/**
 * What somebody does to an incident at a moment: one command. Entries and items are named by how their text begins, other
 * incidents by how their title does.
 */
export type Step =
  | [Moment, PersonKey, EntryKind, text: string]
  | [Moment, PersonKey, "acknowledges"]
  | [Moment, PersonKey, "moves", to: IncidentStatus, note?: string]
  | [Moment, PersonKey, "gives", IncidentRole, to: PersonKey]
  | [Moment, PersonKey, "regrades", Severity]
  | [Moment, PersonKey, "renames", title: string]
  | [Moment, PersonKey, "restricts"]
  | [Moment, PersonKey, "merges", into: string, note?: string]
  | [Moment, PersonKey, "corrects", entry: string, to: string, because: string]
  | [Moment, PersonKey, "withdraws", entry: string, because: string]
  | [Moment, PersonKey, "tells those outside", Update]
  | [Moment, PersonKey, "leaves out", entry: string]
  | [Moment, PersonKey, "sets", MilestoneKind, to: Moment, because: string, evidence?: string]
  | [Moment, PersonKey, "writes", Writing]
  | [Moment, PersonKey, "promises", ...Promised[]]
  | [Moment, PersonKey, "reports", item: string, ActionItemStatus, evidence?: string]
  | [Moment, PersonKey, "signs", SignOffStep, comment?: string]
  | [Moment, PersonKey, "sends back", because: string];

/** An incident from its declaration on. The zone is its declarer's unless another is given. */
export type IncidentStory = {
  title: string;
  severity: Severity;
  service: string;
  environment?: string;
  mode?: IncidentMode;
  zone?: string;
  begins: Beginning;
  declaredBy: PersonKey;
  steps: Step[];
};

/** A post-mortem that was written elsewhere and is imported from a file beside the story. */
export type ImportStory = { file: string; begins: Beginning; importedBy: PersonKey };
