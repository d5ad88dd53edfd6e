"use client";

import { useEffect } from "react";
import { formatRelative } from "./format-time";
import { everyMinute, serverTime } from "./server-time";

/**
 * Lets every age on an open page grow by the minute, by the server's clock as it was `told` with the page. An age is the
 * text of a `time`, or of a part of one, that bears `data-age`; its key is the instant, for React does not look at what
 * stands there before it leaves a text as it is. One timer serves all: a list has hundreds.
 */
export function TickingAges({ told }: { told: Date }) {
  const then = told.getTime();
  useEffect(
    () =>
      everyMinute(then, then, () => {
        const now = new Date(serverTime(then));
        for (const age of document.querySelectorAll("time [data-age], time[data-age]")) {
          const at = age.closest("time")?.dateTime;
          const [words, said] = [age.firstChild, at ? formatRelative(new Date(at), now) : ""];
          // A text that is written anew loses what somebody has selected in it.
          if (words && said !== "" && words.nodeValue !== said) words.nodeValue = said;
        }
      }),
    [then],
  );
  return null;
}
