import { expect, it } from "vitest";
import { formatBytes } from "@/components/ui/file-size";

it.each([
  [0, "0 B"],
  [640, "640 B"],
  [1_000, "1.0 kB"],
  [12_400, "12 kB"],
  [999_600, "1.0 MB"],
  [2_000_000, "2.0 MB"],
  [10_485_760, "10 MB"],
])("%i bytes are %s", (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});
