/** The report generator as a process of its own. Its environment tells the version, the port and the database. */
import { faultyReports } from "./faulty";
import { mendedReports } from "./mended";
import { serveReports } from "./serve";

const { REPORTS_VERSION, REPORTS_PORT, REPORTS_DATABASE_URL = "" } = process.env;

// Ends at once, as a process that is replaced does, and together with whoever started it.
for (const event of ["SIGTERM", "SIGINT", "disconnect"]) process.once(event, () => process.exit(0));

const make = REPORTS_VERSION === "mended" ? mendedReports : faultyReports;
await serveReports(make(REPORTS_DATABASE_URL), Number(REPORTS_PORT));
process.send?.("serving");
