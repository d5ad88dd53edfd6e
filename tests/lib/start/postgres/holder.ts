// A process of its own that holds the embedded database of the folder given, until it is told or killed.
import { openEmbedded } from "../../../../lib/start/postgres/embedded";

const [folder = "", part = "all"] = process.argv.slice(2);
try {
  const database = await openEmbedded(folder, part as "all" | "web" | "worker", (what) =>
    console.log(JSON.stringify({ loss: typeof what === "string" ? what : what.message })),
  );
  await database.announce("http://127.0.0.1:3999");
  // Before it says that it is there: whoever reads that may send the signal at once.
  process.on("SIGTERM", async () => {
    console.log(JSON.stringify({ closed: await database.close(10_000) }));
    process.exit(0);
  });
  console.log(JSON.stringify({ url: database.url, wasNew: database.wasNew }));
  setInterval(() => {}, 1_000);
} catch (error) {
  console.log(JSON.stringify({ refused: (error as Error).message }));
  process.exitCode = (error as { exitCode?: number }).exitCode ?? 1;
}
