import type { CliCommand } from "./command-line";
import { printHead, verifyAudit } from "./commands/audit";
import { makeBackup, restoreBackup } from "./commands/backup";
import { completion } from "./commands/completion";
import { doctor } from "./commands/doctor";
import { exportDocument } from "./commands/export";
import { importFiles } from "./commands/import";
import { createKey } from "./commands/key-create";
import { migrateSchema } from "./commands/migrate";
import { addUser, resetPassword, resetSecondFactor } from "./commands/user";
import { verifyFiles } from "./commands/verify";

/** Everything that the operators' command can do, in the order of the help. */
export const commands: readonly CliCommand[] = [
  addUser,
  resetPassword,
  resetSecondFactor,
  createKey,
  migrateSchema,
  importFiles,
  exportDocument,
  verifyFiles,
  verifyAudit,
  printHead,
  makeBackup,
  restoreBackup,
  doctor,
  completion(() => commands),
];
