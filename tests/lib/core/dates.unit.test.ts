import { expect, it } from "vitest";
import { formatCalendarDate } from "@/lib/core/dates";

it("writes a due date as it stands, whatever the zone of the machine", () => {
  expect(formatCalendarDate("2025-10-15")).toBe("15 Oct 2025");
  expect(formatCalendarDate("2025-03-01T00:00:00.000Z")).toBe("1 Mar 2025");
  expect(formatCalendarDate("soon")).toBe("soon");
  expect(formatCalendarDate("2025-13-01")).toBe("2025-13-01");
});
