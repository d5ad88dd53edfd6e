import { describe, expect, it } from "vitest";
import { nobodyContext, systemContext } from "../../../lib/core/context";
import { type ActionName, demand, isAtLeast, may, permissions } from "../../../lib/core/permissions";

const now = new Date("2026-01-01T00:00:00Z");

describe("the table of actions", () => {
  it("names every action noun.verb and every event noun.past", () => {
    for (const [action, { event }] of Object.entries(permissions)) {
      expect(action).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
      expect(event).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
    }
  });

  it("gives every event one name of its own", () => {
    const events = Object.values(permissions).map(({ event }) => event);
    expect(new Set(events).size).toBe(events.length);
  });

  it("refuses somebody without a session differently from somebody without the right", () => {
    expect(() => demand(nobodyContext(now), "incident.declare")).toThrow("Sign in to do this.");
    const viewer = {
      actor: { id: "x", name: "Cleo", role: "viewer", via: "web" },
      now,
      requestId: "",
    } as const;
    expect(() => demand(viewer, "incident.declare")).toThrow("Your role, viewer, may not do this.");
  });

  it("lets the system do what people may, and people not what is the system's", () => {
    expect(may(systemContext(now).actor, "incident.declare")).toBe(true);
    const own = (Object.keys(permissions) as ActionName[]).filter(
      (action) => permissions[action].role === "system",
    );
    for (const action of own) expect(may({ role: "admin" }, action)).toBe(false);
  });

  it("ranks viewer below responder below lead below approver below admin", () => {
    const ladder = ["viewer", "responder", "lead", "approver", "admin"] as const;
    for (const [index, role] of ladder.entries())
      for (const [at, least] of ladder.entries()) expect(isAtLeast(role, least)).toBe(index >= at);
  });
});
