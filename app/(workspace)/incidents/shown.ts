import type { ReactNode } from "react";

/** One way to show the list: what stands in its panel, and below. */
export type Shown = { body: ReactNode; footer: ReactNode };

/** On whose clock times are shown, and which place in the list the address names. */
export type Showing = { zone: string; place: Readonly<Record<string, string | string[] | undefined>> };
