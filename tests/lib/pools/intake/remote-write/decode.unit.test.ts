import { describe, expect, it } from "vitest";
import { decodeRemoteWrite } from "@/lib/pools/intake/remote-write/decode";
import { TooMuch, Undecodable } from "@/lib/pools/intake/wire/schema";
import { beginning } from "../../../../support/cast";
import { chanceOf } from "../../../../support/chance";
import { later, seconds } from "../../../../support/clock";
import { encoded, packed, type Series, writeBytes } from "../peers";

const MOST = 1_048_576;
const active = (labels: Record<string, string>, ...samples: Series["samples"]): Series => ({
  labels: { __name__: "hikaricp_connections_active", ...labels },
  samples,
});

describe("a remote write request", () => {
  it("gives each sample of a series as a point", () => {
    const before = later(beginning, -seconds(15));
    const series = active({ pool: "main", instance: "a:80", job: "checkout" }, [40, before], [41, beginning]);
    const labels = { pool: "main", instance: "a:80", job: "checkout" };
    const point = { kind: "number", name: "hikaricp_connections_active", labels };
    expect(decodeRemoteWrite(writeBytes([series]), MOST)).toEqual({
      points: [
        { ...point, value: 40, at: before },
        { ...point, value: 41, at: beginning },
      ],
      unreadable: [],
    });
  });

  it("may tell of zero, of nothing and of the year 1970", () => {
    const { points } = decodeRemoteWrite(
      writeBytes([
        active(
          { pool: "main" },
          [0, beginning],
          [Number.NaN, beginning],
          [-1, new Date(0)],
          [1, new Date(-1)],
        ),
      ]),
      MOST,
    );
    expect(points.map((point) => ("value" in point ? [point.value, point.at.getTime()] : []))).toEqual([
      [0, beginning.getTime()],
      [Number.NaN, beginning.getTime()],
      [-1, 0],
      [1, -1],
    ]);
  });

  it("is quiet of metrics that no sample holds, and counts series without a name", () => {
    const others: Series[] = [
      { labels: { __name__: "http_requests_total" }, samples: [[7, beginning]] },
      {
        labels: { pool: "x" },
        samples: [
          [7, beginning],
          [8, beginning],
        ],
      },
    ];
    expect(decodeRemoteWrite(writeBytes(others), MOST)).toEqual({
      points: [],
      unreadable: [{ name: "", points: 2, reason: expect.stringMatching(/__name__/) }],
    });
  });

  it("may be empty", () => {
    expect(decodeRemoteWrite(packed(encoded("WriteRequest", {})), MOST)).toEqual({
      points: [],
      unreadable: [],
    });
  });

  it.each<[string, Buffer, new () => Error]>([
    ["four gigabytes by its own word", Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0x00]), TooMuch],
    ["more than is read", packed(Buffer.alloc(MOST + 1)), TooMuch],
    [
      "not packed",
      encoded("WriteRequest", { timeseries: [{ labels: [{ name: "a", value: "b" }] }] }),
      Undecodable,
    ],
    ["packed and something else", packed(Buffer.from("<html>")), Undecodable],
    ["nothing at all", Buffer.alloc(0), Undecodable],
  ])("that is %s is refused", (_, body, kind) => {
    expect(() => decodeRemoteWrite(body, MOST)).toThrow(kind);
  });

  it("that was changed on its way is read or refused, and in no time", () => {
    const { below } = chanceOf(5);
    const good = writeBytes(
      Array.from({ length: 20 }, (_, index) => active({ pool: `p${index}` }, [index, beginning])),
    );
    const outcomes = { read: 0, refused: 0 };
    for (let turn = 0; turn < 5_000; turn += 1) {
      const body = Buffer.from(turn < good.length ? good.subarray(0, turn) : good);
      for (let change = 0; turn >= good.length && change <= turn % 4; change += 1)
        body[below(body.length)] = below(256);
      try {
        decodeRemoteWrite(body, MOST);
        outcomes.read += 1;
      } catch (error) {
        if (!(error instanceof Undecodable || error instanceof TooMuch)) throw error;
        outcomes.refused += 1;
      }
    }
    expect(outcomes.refused).toBeGreaterThan(500);
    expect(outcomes.read).toBeGreaterThan(10);
  });
});
