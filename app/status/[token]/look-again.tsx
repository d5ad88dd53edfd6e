"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isServerThere } from "@/components/ui/server-there";

/** Asks for the page again at a slow pace, while somebody can see it and the server can be reached. */
export function LookAgain({ everySeconds }: { everySeconds: number }) {
  const router = useRouter();
  useEffect(() => {
    let left = false;
    const look = async () => {
      if (document.visibilityState !== "visible" || !(await isServerThere()) || left) return;
      router.refresh();
    };
    const timer = setInterval(() => void look(), everySeconds * 1_000);
    const shown = () => void look();
    document.addEventListener("visibilitychange", shown);
    return () => {
      left = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [router, everySeconds]);
  return null;
}
