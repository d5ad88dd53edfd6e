import { spawn } from "node:child_process";
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBinaries } from "../../lib/start/postgres/binaries";
import { choosePostgresIdentity } from "../../lib/start/postgres/identity";
import { freePort } from "../../lib/start/postgres/server";
import { findProgram, lackOfPrograms } from "./debian";
import { endProcess, isListening, untilAnswering } from "./servers";
import { untrustedCertificate } from "./untrusted-certificate";

/** A real PgBouncer in front of a server, with pools of three connections to the database `reports`, encrypted or not. */
export type Pgbouncer = {
  port: number;
  /** One of `stats_users`, and one who may only use the databases. */
  watcher: { userName: string; password: string };
  stranger: { userName: string; password: string };
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Finds PgBouncer, or as root on Debian installs it; null, or why there is none. */
export const lackOfPgbouncer = (): string | null => lackOfPrograms("pgbouncer");

const watcher = { userName: "watcher", password: "what the watcher knows" };
const stranger = { userName: "stranger", password: "what the stranger knows" };

/** Starts PgBouncer on a free port, in a folder of its own, as an ordinary user: it refuses to be root. */
export async function startPgbouncer(
  serverUrl: string,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<Pgbouncer> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-pgbouncer-test-"));
  const { user } = choosePostgresIdentity(await findBinaries(), folder);
  const port = await freePort();
  const { hostname, port: serverPort, username, password } = new URL(serverUrl);
  const users = [watcher, stranger, { userName: username, password: decodeURIComponent(password) }];
  const lines = users.map((each) => `"${each.userName}" "${each.password}"`);
  const [file, usersFile, key, cert, log] = ["pgbouncer.ini", "users", "key", "cert", "log"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string];
  const all = {
    ...{ listen_addr: "127.0.0.1", listen_port: port, unix_socket_dir: "", auth_type: "scram-sha-256" },
    ...{ auth_file: usersFile, logfile: log, stats_users: watcher.userName, pool_mode: "transaction" },
    ...{ client_tls_sslmode: "allow", client_tls_key_file: key, client_tls_cert_file: cert },
    ...settings,
  };
  const database = `reports = host=${hostname} port=${serverPort} dbname=postgres pool_size=3`;
  const ini = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  const files = {
    [usersFile]: lines.join("\n"),
    [file]: ["[databases]", database, "[pgbouncer]", ...ini, ""].join("\n"),
    [key]: untrustedCertificate.key,
    [cert]: untrustedCertificate.cert,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text, { mode: 0o600 });
  if (user) for (const path of [folder, ...Object.keys(files)]) chownSync(path, user.uid, user.gid);
  const begin = async () => {
    const program = findProgram("pgbouncer") ?? "pgbouncer";
    const child = spawn(program, [file], { cwd: folder, stdio: "ignore", ...user });
    await untilAnswering(
      "pgbouncer",
      child,
      () => isListening(port),
      () => readFileSync(log, "utf8"),
    );
    return child;
  };
  let child = await begin();
  return {
    ...{ port, watcher, stranger },
    kill: () => endProcess(child, "SIGKILL"),
    async start() {
      child = await begin();
    },
    async stop() {
      await endProcess(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
