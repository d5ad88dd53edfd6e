"use client";

import { useEffect } from "react";

/** Gives the browser the worker that answers while Highwater cannot be reached. Where the page came without TLS there is none. */
export function ServiceWorker() {
  useEffect(() => {
    // A browser that wants none goes on as it does without.
    navigator.serviceWorker
      ?.register("/service-worker.js", { scope: "/", updateViaCache: "none" })
      .catch(() => undefined);
  }, []);
  return null;
}
