import { getAlert, listAlerts } from "../../../alerts/history/queries";
import { standingsOfState } from "../../../alerts/history/rules";
import { alertQuery } from "../../../alerts/history/schema";
import { list, read, stretchOf } from "../reading";
import { alertListed, alertShown, asAlert, asListed } from "./alert-schema";

/** What the rules found, and what became of it. */
export const alerts = {
  list: list({
    route: "GET /alerts",
    id: "alert.list",
    scope: "alerts:read",
    summary: "List alerts",
    description:
      "The latest begun first, open or not. `state` is `fired` for all that fired, whether it still does or not, unless it says otherwise. `resolved` are all that fired and are over, `unwatched` those of them that ended without anybody having seen them well: `standing` tells the two apart. `pool`, `service` and `rule` are slugs. Thresholds and values are in the unit of the figure. `incident` is there for those alone who may see it.",
    filters: alertQuery,
    item: alertListed,
    run: async (context, { filters, limit, place }) => {
      const narrowing = { ...filters, standings: standingsOfState(filters.state) };
      const found = await listAlerts(context, narrowing, limit + 1, place ?? undefined);
      return stretchOf(found.map(asListed), limit, ({ number }) => String(number));
    },
  }),

  get: read({
    route: "GET /alerts/{number}",
    id: "alert.get",
    scope: "alerts:read",
    summary: "Read an alert, step by step",
    description:
      "With who held connections when it fired, and what it looks like they were held for, with the numbers for and against that.",
    answer: alertShown,
    run: async (context, { number }) => asAlert(await getAlert(context, number)),
  }),
};
