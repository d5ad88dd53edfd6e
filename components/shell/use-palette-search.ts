"use client";

import { useEffect, useState } from "react";
import type { PaletteEntry, PaletteSearch } from "./palette-types";

type Found = { query: string; hits: readonly PaletteEntry[]; failed: boolean };

const pause = 150;

/** Searches a little after the last key; an answer to an older question is dropped. */
export function usePaletteSearch(query: string, search: PaletteSearch | undefined) {
  const wanted = query.trim();
  const active = search !== undefined && wanted.length >= 2;
  const [found, setFound] = useState<Found>({ query: "", hits: [], failed: false });
  useEffect(() => {
    if (!active) return;
    let stale = false;
    const settle = (hits: readonly PaletteEntry[], failed: boolean) => {
      if (!stale) setFound({ query: wanted, hits, failed });
    };
    const timer = setTimeout(() => {
      search(wanted).then(
        (hits) => settle(hits, false),
        () => settle([], true),
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [active, wanted, search]);
  const current = found.query === wanted;
  const state = !active ? "idle" : !current ? "searching" : found.failed ? "failed" : "idle";
  return { hits: active ? found.hits : [], state } as const;
}
