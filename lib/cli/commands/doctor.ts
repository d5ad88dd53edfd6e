import { BadEnvironment } from "../../core/env";
import { checkSecrets } from "../../core/secrets";
import { readDatabaseFacts, readMachineFacts } from "../../start/doctor/facts";
import { type Finding, judgeDatabase, judgeMachine, type Level } from "../../start/doctor/rules";
import { StartFailure } from "../../start/failure";
import type { CliCommand } from "../command-line";
import { exitCodes } from "../failure";
import { readSettings, withDatabase } from "../session";

/** `doctor`: looks at everything that a running Highwater leans on, and says what to do. */
export const doctor: CliCommand = {
  words: "doctor",
  does: "Looks at settings, database, migrations, pool and worker, and says what to do.",
  takes: [],
  options: {},
  async run() {
    const findings = await examine();
    const worst = (["error", "warning", "note", "ok"] as const).find((level) =>
      findings.some((one) => one.level === level),
    );
    const failing = worst === "error";
    return {
      text: [...findings.map(line), "", verdict(findings)].join("\n"),
      json: { findings },
      ...(failing ? { exitCode: exitCodes.doesNotHold } : {}),
    };
  },
};

async function examine(): Promise<Finding[]> {
  readSettings();
  const own = judgeOr("settings", () => {
    checkSecrets();
    return judgeMachine(readMachineFacts());
  });
  return [...own, ...(await examineDatabase())];
}

async function examineDatabase(): Promise<Finding[]> {
  try {
    return await withDatabase(async ({ description }) => judgeDatabase(await readDatabaseFacts(description)));
  } catch (error) {
    return [asFinding("database", error)];
  }
}

function judgeOr(about: string, judge: () => Finding[]): Finding[] {
  try {
    return judge();
  } catch (error) {
    return [asFinding(about, error)];
  }
}

function asFinding(about: string, error: unknown): Finding {
  if (!(error instanceof StartFailure) && !(error instanceof BadEnvironment)) throw error;
  return { level: "error", about, found: error.message, todo: "" };
}

const marks: Readonly<Record<Level, string>> = {
  ok: "ok     ",
  note: "note   ",
  warning: "WARNING",
  error: "ERROR  ",
};

function line({ level, about, found, todo }: Finding): string {
  return `${marks[level]}  ${about}: ${found}${todo ? `\n         → ${todo}` : ""}`;
}

function verdict(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter((one) => one.level === level).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return "All is well.";
  return `${counted(errors, "error")}, ${counted(warnings, "warning")}.`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
