import { describe, expect, it } from "vitest";
import { deployOfEvent, placeInEvent } from "@/lib/catalog/deploys/change-events/rules";
import { changeEventInput } from "@/lib/catalog/deploys/change-events/schema";
import { recordDeployInput } from "@/lib/catalog/deploys/schema";

const read = (payload: object, more: object = {}, sourceIsService = false) =>
  deployOfEvent(changeEventInput.parse({ routing_key: "k", payload, ...more }), sourceIsService);

const many = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a change event", () => {
  it("is read as a deploy, details and links included", () => {
    const deploy = read(
      {
        summary: "Build Success: Increase snapshot create timeout to 30 seconds",
        timestamp: "2020-07-17T08:42:58.315+0000",
        source: "acme-build-pipeline-tool-default-i-9999",
        custom_details: {
          ...{ service: "snapshots", environment: "staging", revision: "8f3c", kind: "config" },
          ...{ build_state: "passed", build_number: 2, tags: ["a", "b"], empty: "", nothing: null },
        },
      },
      {
        links: [{ href: "https://acme.example.org/build/2", text: "More" }, { href: "https://x.org" }],
        images: [{ src: "https://x.org/i.png" }],
      },
    );
    expect(deploy).toEqual({
      service: "snapshots",
      environment: "staging",
      kind: "config",
      at: "2020-07-17T08:42:58.315+0000",
      summary: "Build Success: Increase snapshot create timeout to 30 seconds",
      version: "8f3c",
      source: "acme-build-pipeline-tool-default-i-9999",
      links: [{ href: "https://acme.example.org/build/2", text: "More" }, { href: "https://x.org" }],
      details: { revision: "8f3c", build_state: "passed", build_number: "2", tags: '["a","b"]' },
    });
    expect(recordDeployInput.safeParse(deploy).success).toBe(true);
  });

  it("is of the service that its source is, which then tells nothing more", () => {
    expect(read({ summary: "x", source: "checkout" }, {}, true)).toMatchObject({ service: "checkout" });
    expect(read({ summary: "x", source: "checkout" }, {}, true)).not.toHaveProperty("source");
    const named = { summary: "x", source: "ci", custom_details: { service: "checkout", version: 7 } };
    expect(read(named)).toMatchObject({ service: "checkout", source: "ci", version: "7" });
  });

  it("loses what is too much of its details, and is taken all the same", () => {
    const details = Object.fromEntries(
      many(400).map((one) => [`${one}\0${"n".repeat(300)}`, "x".repeat(9_000)]),
    );
    const deploy = read({
      summary: "x",
      custom_details: { ...details, service: "s", version: "v".repeat(900) },
    });
    expect(Object.keys(deploy.details as object)).toHaveLength(30);
    expect(recordDeployInput.safeParse(deploy).success).toBe(true);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a list", []],
    ["no payload", { routing_key: "k" }],
    ["a payload that is a text", { payload: "x" }],
    ["details that are a text", { payload: { summary: "x", custom_details: "y" } }],
    ["links that are none", { payload: { summary: "x" }, links: "https://x.org" }],
    ["a link that is a text", { payload: { summary: "x" }, links: ["https://x.org"] }],
  ])("is refused that is %s", (_, event) => {
    expect(changeEventInput.safeParse(event).success).toBe(false);
  });

  it("is told of what is wrong by the names that it uses", () => {
    expect(["at", "service", "links.0.href", "details.a"].map(placeInEvent)).toEqual([
      ...["payload.timestamp", "payload.custom_details.service", "links.0.href", "payload.custom_details.a"],
    ]);
  });
});
