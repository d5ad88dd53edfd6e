"use client";

import { useEffect } from "react";
import { formatRelative } from "./format-time";
import { everyMinute, serverTime } from "./server-time";

/**
 * Lets every age on an open page grow by the minute: the text of a `time`, or of a part of one, that bears `data-age`. By the server's clock as it was `told` with the page: one for all of
 * them, for a list has hundreds. What the server writes anew it finds as the server wrote it.
 */
export function TickingAges({ told }: { told: Date }) {
  const then = told.getTime();
  useEffect(
    () =>
      everyMinute(then, then, () => {
        const now = new Date(serverTime(then));
        for (const age of document.querySelectorAll("time [data-age], time[data-age]")) {
          const at = age.closest("time")?.dateTime;
          const words = age.firstChild;
          if (at && words) words.nodeValue = formatRelative(new Date(at), now);
        }
      }),
    [then],
  );
  return null;
}
