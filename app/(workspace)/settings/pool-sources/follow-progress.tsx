"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isServerThere } from "@/components/ui/server-there";

const EVERY_MS = 3_000;

/** Asks the server for the page again every three seconds, while somebody can see it. */
export function FollowProgress() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      void isServerThere().then((there) => there && router.refresh());
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
