"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { formatNear } from "@/components/ui/format-time";
import { isServerThere } from "@/components/ui/server-there";

type Props = {
  everySeconds: number;
  /** When what the page shows was known, and the zone in which that is said. */
  asOf: Date;
  zone: string;
};

/** One look that fails may be a lift or a tunnel. */
const failuresTold = 2;

/**
 * Asks for the page again at a slow pace, while somebody can see it and the server can be reached. Says so where it
 * cannot: otherwise an old page looks like a quiet one.
 */
export function LookAgain({ everySeconds, asOf, zone }: Props) {
  const router = useRouter();
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    let left = false;
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const there = await isServerThere();
      if (left) return;
      setFailures((before) => (there ? 0 : before + 1));
      if (there) router.refresh();
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
  return (
    <div role="status" className="empty:hidden">
      {failures < failuresTold ? null : (
        <Callout tone="warning">
          Highwater cannot be reached. This is what was known at {formatNear(asOf, zone, new Date())}.
        </Callout>
      )}
    </div>
  );
}
