import type { Actor } from "../../core/context";

/** Why this actor may not manage a team with these members, as a sentence, or null. A role below lead is refused before. */
export function whyNotManage(actor: Actor, memberIds: readonly string[]): string | null {
  if (actor.role === "admin" || actor.role === "system") return null;
  if (actor.role !== "lead" && actor.role !== "approver") return "Leads and admins manage teams.";
  return actor.id && memberIds.includes(actor.id) ? null : "You manage only the teams that you belong to.";
}

/** The address of a team's page, made from its name; `taken` are those in use. */
export function slugFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  const base = plain || "team";
  let slug = base;
  for (let number = 2; taken.includes(slug); number += 1) slug = `${base}-${number}`;
  return slug;
}
