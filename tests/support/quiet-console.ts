import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

// A warning that nobody expected is a fault. A test that expects one replaces the method with vi.spyOn.
const unexpected: string[] = [];

for (const method of ["error", "warn"] as const) {
  console[method] = (...args: unknown[]) => {
    unexpected.push(`console.${method}: ${format(...args)}`);
  };
}

beforeEach(() => {
  unexpected.length = 0;
});

afterEach(() => {
  if (unexpected.length > 0) throw new Error(`This test wrote to the console:\n${unexpected.join("\n")}`);
});
