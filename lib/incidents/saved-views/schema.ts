import { z } from "zod";
import { line } from "../../core/text";
import { listQueryIn } from "../lists/query";
import { canonicalQuery } from "../lists/rules";
import { shownVersion } from "../schema";

/** The most saved views that one person, one team, or everybody has. */
export const MOST_VIEWS = 30;

const MOST_QUERY = 2_000;

const name = line(60, "Give the view a name.");

const NOTHING = "Narrow the list first: a view without filters is the list itself.";

/** The filters as an address has them, in their one order. */
const query = z
  .string({ error: NOTHING })
  .max(MOST_QUERY, "These filters are too long to be saved.")
  .transform((given) => canonicalQuery(listQueryIn(Object.fromEntries(new URLSearchParams(given)))))
  .pipe(z.string().min(1, NOTHING).max(MOST_QUERY, "These filters are too long to be saved."));

const CHOOSE = "Choose who sees it.";

/** `me`, `everyone`, or `team:<id>`. */
const seenBy = z.string({ error: CHOOSE }).transform((given, check) => {
  if (given === "me" || given === "everyone") return { audience: given, teamId: null } as const;
  const teamId = z.uuid().safeParse(given.replace(/^team:/, "")).data;
  if (given.startsWith("team:") && teamId) return { audience: "team", teamId } as const;
  check.addIssue({ code: "custom", message: CHOOSE });
  return z.NEVER;
});

const viewId = z.uuid("Name the view.");

/** A new view. */
export const saveViewInput = z.object({ name, query, seenBy });

/** What a view is called from now on. */
export const renameViewInput = z.object({ viewId, version: shownVersion, name });

/** A view to take away. */
export const removeViewInput = z.object({ viewId });
