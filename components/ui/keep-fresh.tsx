"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

type Props = {
  /** An address of server-sent events that tells when something has changed since the page was made. */
  stream: string;
};

const LEAST_MS = 1_000;
const FALLBACK_MS = 15_000;

/**
 * Asks the server for the page again when something has changed, while somebody can see it; what was typed and opened
 * stays. A page that nobody sees does not listen: browsers have few connections for one host. Where no stream can be had
 * it asks every 15 seconds.
 */
export function KeepFresh({ stream: made }: Props) {
  const router = useRouter();
  // A page that was asked for again goes on listening; what it knows the stream knows.
  const [stream] = useState(made);
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setInterval> | null = null;
    let refreshing: ReturnType<typeof setTimeout> | null = null;
    let refreshedAt = performance.now();
    const refresh = () => {
      refreshing ??= setTimeout(
        () => {
          refreshing = null;
          refreshedAt = performance.now();
          router.refresh();
        },
        Math.max(0, LEAST_MS - (performance.now() - refreshedAt)),
      );
    };
    const leave = () => {
      source?.close();
      source = null;
      if (timer) clearInterval(timer);
      timer = null;
    };
    const listen = () => {
      if (source || timer) return;
      source = new EventSource(stream);
      source.onmessage = refresh;
      source.onerror = () => {
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
      if (refreshing) clearTimeout(refreshing);
      leave();
    };
  }, [router, stream]);
  return null;
}
