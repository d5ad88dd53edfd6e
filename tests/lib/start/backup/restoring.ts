/** Restores a backup, and at the moment named stands still until it is killed: `FILE URL OWNER_URL MOMENT`. */
import { restore } from "../../../../lib/start/backup/restore";

const [file = "", url = "", ownerUrl = "", moment] = process.argv.slice(2);
await restore({
  ...{ file, url, ownerUrl },
  onProgress: async ({ step, table }) => {
    if (moment !== (table ?? step)) return;
    console.log("now");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  },
});
