import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { repeatedly } from "@/lib/core/repeatedly";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("takes turns one after the other, and leaves out beats that a long one fills", async () => {
  let [begun, atOnce, most] = [0, 0, 0];
  const { stop } = repeatedly(
    100,
    async () => {
      begun += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 250));
      atOnce -= 1;
    },
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(1_000);
  expect(most).toBe(1);
  expect(begun).toBe(4);
  const stopped = stop();
  await vi.advanceTimersByTimeAsync(1_000);
  await stopped;
  expect([begun, atOnce]).toEqual([4, 0]);
});

it("goes on after a turn that failed, and says so", async () => {
  const missed: string[] = [];
  const { stop } = repeatedly(
    100,
    () => Promise.reject(new Error("away")),
    ({ message }) => missed.push(message),
  );
  await vi.advanceTimersByTimeAsync(350);
  await stop();
  expect(missed).toEqual(["away", "away", "away"]);
});
