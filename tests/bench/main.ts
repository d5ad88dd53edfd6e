/**
 * `npm run bench`: how fast and how small the product is, as a table and in results.json beside this file. Every figure
 * stands beside a limit that was measured in the same run. Quick looks: `--incidents 2000 --views 500 --rounds 3`, and
 * `--only list,entries,desk,api,import,scripts,memory,intake,pools,alerting,live,scroll,composer,search,leaks`. A full run is
 * kept in results.json, and so is a run with `--record`, which replaces the lines that it measured.
 */
import { parseArgs } from "node:util";
import { stopProduct } from "../support/product";
import { withDatabaseOf } from "../support/product-database";
import { alerting } from "./alerting";
import { api } from "./api";
import { composer } from "./composer";
import { desk } from "./desk";
import { foundingImport } from "./founding-import";
import { incidentPage } from "./incident-page";
import { intake } from "./intake";
import { leaks } from "./leaks";
import { isMet, type Line, rounded } from "./line";
import { listPage } from "./list-page";
import { live } from "./live";
import { describeMachine, describeSources } from "./machine";
import { memory } from "./memory";
import { poolPages } from "./pool-pages";
import { record } from "./results";
import { scripts } from "./scripts";
import { scroll } from "./scroll";
import { search } from "./search";
import { openSetting, type Setting } from "./setting";

const { values } = parseArgs({
  options: {
    incidents: { type: "string", default: "100000" },
    few: { type: "string", default: "1000" },
    views: { type: "string", default: "10000" },
    requests: { type: "string", default: "2000" },
    pools: { type: "string", default: "50" },
    crossings: { type: "string", default: "100" },
    posts: { type: "string", default: "200" },
    rounds: { type: "string", default: "11" },
    only: { type: "string", default: "" },
    record: { type: "boolean", default: false },
  },
});
const [incidents, few, views, requests, pools, crossings, rounds] = [
  ...[
    values.incidents,
    values.few,
    values.views,
    values.requests,
    values.pools,
    values.crossings,
    values.rounds,
  ],
].map(Number);
const counts = { few: few ?? 0, many: incidents ?? 0 };
const effort = { rounds: rounds ?? 0, perRound: 20 };

/** The chapters in their order: pages first, while the process is as anybody's, then its memory; pools bring a history of their own. */
const chapters: Record<string, (many: Setting, few: Setting) => Promise<Line[]>> = {
  list: (many, few) => listPage(few, many, counts, effort),
  entries: (many) => incidentPage(many, { few: 10, many: 1000 }, effort),
  desk: (many) => desk(many, counts.many, effort),
  api: (many) => api(many, effort),
  import: (many) => foundingImport(many, { ...effort, perRound: 3 }),
  scripts,
  memory: (many, few) => memory(many, few, views ?? 0),
  intake: (many, few) => intake(many, few, { ...effort, requests: requests ?? 0 }),
  pools: (many) => poolPages(many, pools ?? 0, effort),
  alerting: (many) => alerting(many, { pools: 200, crossings: crossings ?? 0 }),
  live: (many) => live(many, { entries: Number(values.posts), bursts: Math.ceil(Number(values.posts) / 10) }),
  scroll: (many) => scroll(many),
  composer: () => composer(effort),
  search: (many) => search(many, { entries: 10 * counts.many }, effort),
  leaks: async () => leaks(),
};
const command = ["npm run bench --", ...process.argv.slice(2)].join(" ").replace(/ --$/, "");
const asked = values.only === "" ? Object.keys(chapters) : values.only.split(",");

const opened: Setting[] = [];
try {
  const small = await open("few", counts.few);
  const large = await open("many", counts.many);
  const machine = await withDatabaseOf(large.product, describeMachine);
  console.table(machine);
  const lines: Line[] = [];
  const at = new Date().toISOString();
  const commit = describeSources();
  for (const name of asked) {
    lines.push(...(await told(name, large, small)));
    // What is measured is kept, also when a later chapter fails.
    if (values.only === "" || values.record) record({ command, at, commit, machine }, lines);
  }
  process.exitCode = lines.every(isMet) ? 0 : 1;
} finally {
  for (const { product } of opened) await stopProduct(product);
}

async function open(name: string, count: number): Promise<Setting> {
  const began = performance.now();
  const setting = await openSetting(count);
  opened.push(setting);
  console.log(`${name}: ${count} incidents after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return setting;
}

async function told(name: string, large: Setting, small: Setting): Promise<Line[]> {
  const chapter = chapters[name];
  if (!chapter)
    throw new Error(`There is no chapter ${name}; there are ${Object.keys(chapters).join(", ")}.`);
  const lines = await chapter(large, small);
  for (const line of lines) {
    const goal = "most" in line.goal ? `≤ ${line.goal.most}` : `≥ ${line.goal.least}`;
    console.log(
      `\n${isMet(line) ? "met   " : "MISSED"} ${rounded(line.figure)} ${line.unit} (${goal})  ${line.name}`,
    );
    for (const [what, figure] of Object.entries(line.beside))
      console.log(`         ${what}: ${typeof figure === "number" ? rounded(figure) : figure}`);
  }
  return lines;
}
