"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { type PackedPoints, unpackPoints } from "./packed";
import type { PoolSurface, SurfaceProps } from "./pool-surface";

type Props = Omit<SurfaceProps, "points" | "onDrawn"> & {
  packed: PackedPoints;
  /** What is shown until the curves are there, and stays where their code cannot be had. */
  still: ReactNode;
};

/** Fetches what draws the curves and answers the pointer, after the page. */
export function PoolLive({ still, packed, ...props }: Props) {
  const points = useMemo(() => unpackPoints(packed, props.stepMs), [packed, props.stepMs]);
  const [loaded, setLoaded] = useState<{ Surface: typeof PoolSurface }>();
  const [drawn, setDrawn] = useState(false);
  const onDrawn = useCallback(() => setDrawn(true), []);
  useEffect(() => {
    let there = true;
    import("./pool-surface").then(
      (module) => there && setLoaded({ Surface: module.PoolSurface }),
      () => undefined,
    );
    return () => {
      there = false;
    };
  }, []);
  return (
    <>
      {drawn ? null : still}
      {loaded ? <loaded.Surface {...props} points={points} onDrawn={onDrawn} /> : null}
    </>
  );
}
