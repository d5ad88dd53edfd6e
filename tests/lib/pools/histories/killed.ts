import { runHistories } from "../../../../lib/pools/histories/reader";

/** Reads histories until it is killed. */
runHistories("a reader that is killed");
process.stdout.write("It reads.\n");
