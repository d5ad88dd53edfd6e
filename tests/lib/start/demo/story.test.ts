import { beforeAll, describe, expect, it, vi } from "vitest";
import { systemContext } from "../../../../lib/core/context";
import { database } from "../../../../lib/core/database";
import { durations } from "../../../../lib/incidents/milestones/rules";
import { getDocument } from "../../../../lib/reviews/queries";
import { tell } from "../../../../lib/start/demo/tell";

// The whole year is told, one command after the other.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const now = new Date("2026-11-25T15:07:00Z");
const asHighwater = systemContext(now);

beforeAll(async () => {
  await tell(now);
});

describe("the founding incident", () => {
  it("has the durations that are known of it", async () => {
    const { ref } = await database().incident.findFirstOrThrow({
      where: { severity: "P0" },
      orderBy: { ref: "asc" },
    });
    const { milestones } = await getDocument(asHighwater, ref);
    const { detect, acknowledge, mitigate, resolve, total } = durations(milestones);
    const minutes = [detect, acknowledge, mitigate, resolve, total].map((figure) =>
      figure.validity === "ok" ? figure.seconds / 60 : null,
    );
    expect(minutes).toEqual([2, 5, 69, 84, 135]);
  });
});
