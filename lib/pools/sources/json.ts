import { sayRefused } from "../intake/rules";
import { ask } from "./http";
import { samplesOfJson } from "./json/rules";
import { jsonAnswer } from "./json/schema";
import { CannotCollect, type SourceEntrance } from "./source";

/** An address that answers a GET with figures as plain JSON. They are of the moment at which it is asked. */
export const enterJson: SourceEntrance = async (address) => {
  const url = new URL(address.url ?? "");
  return {
    isLost: () => false,
    close: async () => {},
    async look(_pools, now) {
      const { json } = await ask(address, { url });
      const answer = jsonAnswer.safeParse(json);
      if (!answer.success)
        throw new CannotCollect(`What it answers cannot be read: ${answer.error.issues[0]?.message}.`);
      const { told, refused } = samplesOfJson(answer.data.pools, now);
      if (told.length === 0)
        throw new CannotCollect(refused.length > 0 ? sayRefused(refused) : "It tells of no pool.");
      return { told, refused };
    },
  };
};
