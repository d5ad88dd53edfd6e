"use client";

import { useEffect, useState } from "react";

const lateAfterMs = 700;

/** Whether something has been the same for a while: what passes in a moment is not worth a movement of the page. */
export function useLate(what: string | undefined): boolean {
  const [late, setLate] = useState<string | undefined>();
  useEffect(() => {
    const timer = setTimeout(() => setLate(what), lateAfterMs);
    return () => clearTimeout(timer);
  }, [what]);
  return what !== undefined && late === what;
}
