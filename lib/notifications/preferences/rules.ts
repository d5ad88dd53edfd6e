import { wishedKinds } from "../labels";
import type { Preferences } from "./schema";

/** Each wish of somebody, with its channel and its kind. */
export const rowsOf = ({ wishes }: Pick<Preferences, "wishes">) =>
  Object.entries(wishes).flatMap(([channel, by]) =>
    wishedKinds.map((kind) => ({ channel, kind, wish: by[kind] })),
  );

/** Preferences as the audit trail tells them: a wish by its channel and its kind. */
export const tellingsOf = ({ wishes, digestHour }: Preferences): Record<string, string | number> => ({
  ...Object.fromEntries(rowsOf({ wishes }).map(({ channel, kind, wish }) => [`${channel}.${kind}`, wish])),
  digestHour,
});
