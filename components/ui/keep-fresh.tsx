"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { type Pace, restedFrom } from "./refresh-pace";
import { isServerThere } from "./server-there";

type Props = {
  /** An address of server-sent events that tells when something has changed since the page was made. */
  stream: string;
  /** Listens and asks for nothing: what is on the page must stay as it is for now. */
  quiet?: boolean;
  /** How often it asks all the same, where the page shows what is measured: of that no stream tells. */
  everyMs?: number | undefined;
  /**
   * What is done with other events of the stream, by their names; with '' when nothing is heard any more. The same object
   * each time.
   */
  hears?: Readonly<Record<string, (data: string) => void>>;
};

const LOST_MS = 20_000;
const FALLBACK_MS = 15_000;
const AGAIN_MS = 2_000;

/**
 * Asks the server for the page again when something has changed, while somebody can see it; what was typed and opened
 * stays. A page that nobody sees does not listen: browsers have few connections for one host. Where no stream can be had
 * it asks every 15 seconds.
 */
export function KeepFresh({ stream: made, quiet = false, everyMs, hears }: Props) {
  const router = useRouter();
  // A page that was asked for again goes on listening; what it knows the stream knows.
  const [stream] = useState(made);
  const [heard, setHeard] = useState(0);
  const [asked, setAsked] = useState(0);
  const [asking, startAsking] = useTransition();
  const pace = useRef<Pace>({ beganAt: 0, restsUntil: 0, inRow: 0 });

  useEffect(() => {
    const now = performance.now();
    if (!asking && pace.current.beganAt > 0) pace.current = restedFrom(pace.current, now);
    if (quiet || asking || heard === asked) return;
    let left = false;
    const ask = async () => {
      // However lately something was heard: nobody may be there by now, and the router would leave the page.
      if (!(await isServerThere())) {
        if (!left) timer = setTimeout(ask, AGAIN_MS);
        return;
      }
      if (left) return;
      pace.current.beganAt = performance.now();
      startAsking(() => {
        router.refresh();
        setAsked(heard);
      });
    };
    let timer = setTimeout(ask, Math.max(0, pace.current.restsUntil - now));
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [router, quiet, asking, heard, asked]);

  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setInterval> | null = null;
    let losing: ReturnType<typeof setTimeout> | null = null;
    const lose = () => {
      for (const hear of Object.values(hears ?? {})) hear("");
    };
    const refresh = () => setHeard((count) => count + 1);
    const leave = () => {
      source?.close();
      source = null;
      if (timer) clearInterval(timer);
      timer = null;
      if (losing) clearTimeout(losing);
      losing = null;
      lose();
    };
    const listen = () => {
      if (source || timer) return;
      source = new EventSource(stream);
      source.onmessage = refresh;
      for (const [name, hear] of Object.entries(hears ?? {}))
        source.addEventListener(name, ({ data }: MessageEvent<string>) => hear(data));
      source.onopen = () => {
        if (losing) clearTimeout(losing);
        losing = null;
      };
      source.onerror = () => {
        losing ??= setTimeout(lose, LOST_MS);
        if (source?.readyState !== EventSource.CLOSED) return;
        leave();
        timer = setInterval(refresh, FALLBACK_MS);
      };
    };
    const look = () => {
      if (document.visibilityState !== "visible") return leave();
      listen();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      leave();
    };
  }, [stream, hears]);

  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setHeard((count) => count + 1);
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return null;
}
