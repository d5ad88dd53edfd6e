import { z } from "zod";
import { mostInstances } from "../../intake/rules";
import { figures } from "../../labels";

/** How many entries an answer may have. */
export const mostEntries = mostInstances;

/** What an address answers with: pools, each with a name and the figures that it knows. What else it says is passed over. */
export const jsonAnswer = z.object(
  {
    pools: z.array(z.unknown(), { error: "pools is no list" }).max(mostEntries, {
      error: `pools has more than ${mostEntries.toLocaleString("en")} entries`,
    }),
  },
  { error: "it is no object with pools in it" },
);

const name = (field: string) => z.string({ error: `${field} is no text` });
const figure = (field: string) => z.number({ error: `${field} is no number` }).nullish();

/** One instance of a pool, as it is told. A figure that is left out or null is not known. */
export const jsonPool = z.object(
  {
    name: name("name").trim().min(1, "it has no name"),
    service: name("service").trim().nullish(),
    instance: name("instance").trim().nullish(),
    ...(Object.fromEntries(figures.map((each) => [each, figure(each)])) as Record<
      (typeof figures)[number],
      ReturnType<typeof figure>
    >),
  },
  { error: "it is no object" },
);
