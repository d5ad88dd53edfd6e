import type { PoolPoint } from "@/components/charts/types";

export const minute = 60_000;
export const hour = 60 * minute;
export const at = (text: string) => new Date(text).getTime();

/** A bucket in which `used` connections were in use throughout. */
export function point(when: number, used: number | null, more: Partial<PoolPoint> = {}): PoolPoint {
  return {
    at: when,
    usedMin: used,
    usedAvg: used,
    usedMax: used,
    idle: null,
    idleInTransaction: null,
    waiting: null,
    max: 50,
    ...more,
  };
}

/** The founding incident by the minute, 13:30 to 17:00 in New York: 80 % at 14:21, full at 14:25, 200 at 15:30. */
export function foundingIncident(): PoolPoint[] {
  const start = at("2025-10-08T17:30:00Z");
  return Array.from({ length: 210 }, (_, index) => {
    const since = (from: number) => index - from;
    const [climb, over, full, raised, over15] = [35, 51, 55, 120, 135];
    if (index < climb) return point(start + index * minute, 4 + ((index * 7) % 5), { waiting: 0 });
    if (index < over)
      return point(start + index * minute, Math.round(8 + (since(climb) * 31) / 16), { waiting: 0 });
    if (index < full)
      return point(start + index * minute, Math.round(40 + (since(over) * 9) / 4), { waiting: 0 });
    if (index < raised) return point(start + index * minute, 50, { waiting: Math.min(41, since(full)) });
    const used = index < over15 ? 50 - since(raised) * 2 : 12;
    return point(start + index * minute, used, { waiting: 0, max: 200 });
  });
}
