import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { run } from "@/lib/cli/run";
import { closePool } from "@/lib/core/pool";
import { forgetSingleton } from "@/lib/core/singleton";

/** What a command printed, and how it ended. */
export type Answer = { out: string; err: string; code: number | null };

/** Runs the operators' command in this process, with the environment changed for that long. */
export async function highwater(
  typed: string[],
  env: Record<string, string> = {},
  folder = process.cwd(),
): Promise<Answer> {
  const [before, home] = [{ ...process.env }, process.cwd()];
  Object.assign(process.env, { HIGHWATER_URL: "https://highwater.example.org" }, env);
  process.chdir(folder);
  await closePool();
  forgetSettings();
  const said = { out: "", err: "" };
  try {
    const code = await run(typed, {
      out: (words) => {
        said.out += words;
      },
      err: (words) => {
        said.err += words;
      },
    });
    return { ...said, code };
  } finally {
    process.chdir(home);
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    forgetSettings();
  }
}

function forgetSettings(): void {
  for (const name of ["settings", "session-secret", "encryption-key", "signing-key"]) forgetSingleton(name);
}

/** As `highwater … --json`: the one value it printed. */
export async function highwaterJson(typed: string[], env?: Record<string, string>, folder?: string) {
  const { out, err, code } = await highwater([...typed, "--json"], env, folder);
  return { value: JSON.parse(out), err, code };
}

/** The same as a program of its own, as somebody would type it. */
export const highwaterProgram = (typed: string[], env: Record<string, string> = {}): Promise<Answer> =>
  runHere([process.execPath, "lib/cli/highwater.mjs", ...typed], env);

/** Runs any program with the environment of the tests and more. */
export async function runHere(
  [program = "", ...typed]: string[],
  env: Record<string, string> = {},
): Promise<Answer> {
  const child = spawn(program, typed, {
    env: { ...process.env, HIGHWATER_URL: "https://highwater.example.org", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on("exit", done)),
  ]);
  return { out, err, code };
}
