import dynamic from "next/dynamic";

/**
 * `Diff`, fetched where it is shown: forms that can be stale need it seldom. Where it cannot be had there is nothing in its
 * place, and what was typed stays.
 */
export const LateDiff = dynamic(() =>
  import("./diff").then(
    ({ Diff }) => Diff,
    () => () => null,
  ),
);
