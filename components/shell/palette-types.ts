import type { ReactNode } from "react";

/** Something the palette offers: a place to go, or something to do. */
export type PaletteEntry = {
  id: string;
  label: string;
  group: string;
  icon?: ReactNode;
  /** Beside the label: a ref, a state. */
  hint?: string | undefined;
  /** Other words for it, found but not shown. */
  keywords?: readonly string[] | undefined;
  /** Its shortcut, shown at the end of the line. */
  keys?: readonly string[] | undefined;
  href?: string | undefined;
  action?: (() => unknown) | undefined;
};

/** Looks further than the entries: incidents, people, documents. Returns the best few. */
export type PaletteSearch = (query: string) => Promise<readonly PaletteEntry[]>;
