import type { Role } from "../generated/enums";

/** Somebody of the sample workspace. */
export type Person = {
  name: string;
  title: string;
  role: Role;
  zone: string;
  /** Has an open invitation, or left. */
  state?: "invited" | "left";
};

const newYork = "America/New_York";
const berlin = "Europe/Berlin";

const everybody = {
  mike: { name: "Mike Johnson", title: "DevOps engineer", role: "responder", zone: newYork },
  david: { name: "David Park", title: "Engineering Lead", role: "lead", zone: newYork },
  james: { name: "James Chen", title: "Project Manager", role: "approver", zone: newYork },
  sarah: { name: "Sarah Kim", title: "Software engineer, reporting", role: "responder", zone: newYork },
  maria: { name: "Maria Santos", title: "Quality lead", role: "lead", zone: newYork },
  ingrid: { name: "Ingrid Solberg", title: "Platform administrator", role: "admin", zone: berlin },
  tomasz: { name: "Tomasz Wilk", title: "Site reliability engineer", role: "responder", zone: berlin },
  amara: {
    name: "Amara Okafor",
    title: "Backend engineer, payments",
    role: "responder",
    zone: "Europe/London",
  },
  priya: { name: "Priya Raman", title: "Data platform lead", role: "lead", zone: "Asia/Kolkata" },
  luca: { name: "Luca Moretti", title: "Payments lead", role: "lead", zone: berlin },
  yuki: { name: "Yuki Tanaka", title: "Frontend engineer", role: "responder", zone: newYork },
  noor: { name: "Noor Haddad", title: "Security engineer", role: "responder", zone: berlin },
  helen: { name: "Helen Fischer", title: "Director of engineering", role: "approver", zone: berlin },
  grace: { name: "Grace Lindqvist", title: "Customer success", role: "viewer", zone: newYork },
  rafael: { name: "Rafael Costa", title: "Data engineer", role: "responder", zone: "Europe/London" },
  peter: { name: "Peter Novak", title: "Contractor, mobile", role: "responder", zone: berlin, state: "left" },
  elena: { name: "Elena Petrova", title: "Support engineer", role: "viewer", zone: berlin, state: "invited" },
} as const satisfies Record<string, Person>;

/** How the story names a person. */
export type PersonKey = keyof typeof everybody;

/** Everybody in the sample workspace. The first five are named by the founding incident. */
export const people: Readonly<Record<PersonKey, Person>> = everybody;

/** Who signs in for a visitor: one person a role, the mightiest first. */
export const guides = ["ingrid", "james", "david", "mike", "grace"] as const satisfies readonly PersonKey[];

/** The address that a person signs in with. */
export const addressOf = (key: PersonKey): string =>
  `${people[key].name.toLowerCase().replace(" ", ".")}@sample.example`;
