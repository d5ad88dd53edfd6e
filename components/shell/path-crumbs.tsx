"use client";

import { usePathname } from "next/navigation";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { crumbsOf } from "./crumbs";

/** The way here, read from the address. `labels` names addresses that do not name themselves. */
export function PathCrumbs({ labels }: { labels: Readonly<Record<string, string>> }) {
  return <Breadcrumb crumbs={crumbsOf(usePathname(), labels)} />;
}
