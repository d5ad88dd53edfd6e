import { setTimeout as sleep } from "node:timers/promises";
import { addRule } from "../../lib/alerts/rules/commands";
import { writeBytes } from "../lib/pools/intake/peers";
import { leave, workOn } from "../support/open-world";
import type { Visitor } from "../support/visitor";
import { writing } from "./intake";
import type { Line } from "./line";
import { quantile } from "./rounds";
import type { Setting } from "./setting";

const beatMs = 5_000;
const max = 50;

/**
 * From a sample that crosses to the incident on a page that somebody has open: 200 pools deliver every five seconds,
 * meanwhile now and then one of them fills up. The page is the list of incidents, which listens for changes and asks for itself again. The
 * time goes from the sending of the sample to the end of the first answer that has the incident in it. Beside it what
 * cannot be saved, under the same load: one sample sent and one look at the page, with nothing to be waited for between.
 */
export async function alerting(
  setting: Setting,
  effort: { pools: number; crossings: number },
): Promise<Line[]> {
  const { product, scene, ben } = setting;
  await workOn(product);
  await addRule(
    { ...scene.lea, now: new Date() },
    {
      ...{ name: "bench of crossings", figure: "utilisation", threshold: 95, severity: "critical" },
      ...{ response: "declare", forSeconds: 0, keepFiringSeconds: 0 },
    },
  );
  const write = await writing(setting, "bench of crossings");
  const full = new Set<number>();
  const beats = beating(write, effort.pools, full);
  const taken: number[] = [];
  const alone: number[] = [];
  try {
    await sleep(beatMs);
    for (let crossing = 0; crossing < effort.crossings; crossing++) {
      const cross = () => {
        full.add(crossing % effort.pools);
        return write(deliveryOf([crossing % effort.pools], full));
      };
      taken.push(await untilSeen(ben, product.url, cross));
      const began = performance.now();
      await write(deliveryOf([crossing % effort.pools], full));
      await openOn(ben);
      alone.push(performance.now() - began);
      await sleep(200 + ((crossing * 137) % 800));
    }
  } finally {
    await beats.stop();
    await leave();
  }
  return [
    {
      name: `Sample sent → alert → incident on an open page, ${effort.pools} pools at 5 s, p99`,
      ...{ figure: quantile(taken, 0.99), unit: "ms", goal: { most: 2_000 } },
      beside: {
        ...{ crossings: taken.length, p50: quantile(taken, 0.5), most: quantile(taken, 1) },
        "ms of a sample sent and the page alone, p50": quantile(alone, 0.5),
        "the same, p99": quantile(alone, 0.99),
      },
    },
  ];
}

/** Delivers of every pool again and again, without waiting for what comes of it. */
function beating(write: (body: Buffer) => Promise<void>, pools: number, full: ReadonlySet<number>) {
  let stopped = false;
  const all = Array.from({ length: pools }, (_, pool) => pool);
  const going = (async () => {
    while (!stopped) {
      const began = performance.now();
      await write(deliveryOf(all, full));
      await sleep(Math.max(0, beatMs - (performance.now() - began)));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await going;
    },
  };
}

let last = 0;

/** What pools tell at this instant: half of each in use, or all but one where it has filled up. */
function deliveryOf(pools: readonly number[], full: ReadonlySet<number>): Buffer {
  last = Math.max(last + 1, Date.now());
  const at = new Date(last);
  const told = (pool: number) => ({ active: full.has(pool) ? max - 1 : max / 2, idle: 1, pending: 0, max });
  return writeBytes(
    pools.flatMap((pool) =>
      Object.entries(told(pool)).map(([metric, value]) => ({
        labels: {
          ...{ __name__: `hikaricp_connections_${metric}`, job: "crossing", instance: "10.0.0.1:8080" },
          pool: nameOf(pool),
        },
        samples: [[value, at]] as [number, Date][],
      })),
    ),
  );
}

const nameOf = (pool: number) => `pool-${String(pool).padStart(3, "0")}`;

/** Milliseconds from doing something until an incident more is on the page. */
async function untilSeen(ben: Visitor, url: string, cross: () => Promise<void>): Promise<number> {
  const before = await openOn(ben);
  const listening = new AbortController();
  const stream = await fetch(`${url}/changes`, {
    headers: { cookie: ben.cookie },
    signal: listening.signal,
  });
  if (!stream.ok || !stream.body) throw new Error(`/changes answered ${stream.status}`);
  const events = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    // How things stand is learned with the first look.
    await sleep(1_200);
    const began = performance.now();
    await cross();
    for (;;) {
      const { value, done } = await events.read();
      if (done) throw new Error("the stream of changes ended");
      if (!value.includes("data:")) continue;
      const shown = await openOn(ben);
      if ([...shown].some((ref) => !before.has(ref))) return performance.now() - began;
    }
  } finally {
    await events.cancel().catch(() => undefined);
    listening.abort();
  }
}

/** The newest incidents of the list. */
async function openOn(ben: Visitor): Promise<Set<string>> {
  const { status, body } = await ben.ask("/incidents");
  if (status !== 200) throw new Error(`/incidents answered ${status}`);
  return new Set(body.match(/INC-\d{4}-\d{4,}/g));
}
