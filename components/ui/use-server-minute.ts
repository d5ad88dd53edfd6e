"use client";

import { useCallback, useSyncExternalStore } from "react";
import { everyMinute, minutesPast, serverTime } from "./server-time";

/**
 * The server's time, in full minutes from an instant on: first as it was `told` with the page, so that the browser begins
 * with what the server wrote, then as the minutes pass. For what is said in minutes and ages on an open page.
 */
export function useServerMinute(instant: Date, told: Date): Date {
  const [from, then] = [instant.getTime(), told.getTime()];
  const listen = useCallback((turned: () => void) => everyMinute(from, then, turned), [from, then]);
  const minutes = useSyncExternalStore(
    listen,
    () => minutesPast(from, serverTime(then)),
    () => minutesPast(from, then),
  );
  return new Date(from + minutes * 60_000);
}
