import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram, lackOfPrograms } from "./debian";
import { endProcess, isListening, untilAnswering } from "./servers";

/** A real nginx in front of some processes of the product, on plain HTTP and on TLS with a certificate of its own making. */
export type FrontProxy = {
  http: string;
  https: string;
  /** What `docs/running.md` shows, with these processes behind it. */
  reload(upstreams: readonly string[]): Promise<void>;
  errors(): string;
  stop(): Promise<void>;
};

/** Finds nginx and openssl, or as root on Debian installs them; null, or why there is none. */
export const lackOfNginx = (): string | null => lackOfPrograms("nginx", "openssl");

/** Starts nginx before the processes at these addresses (`host:port`), on the two ports. */
export async function startNginx(
  upstreams: readonly string[],
  ports: { http: number; https: number },
): Promise<FrontProxy> {
  const folder = mkdtempSync(join(tmpdir(), "highwater-nginx-test-"));
  makeCertificate(folder);
  const file = join(folder, "nginx.conf");
  const write = (behind: readonly string[]) => writeFileSync(file, configuration(folder, behind, ports));
  write(upstreams);
  const child = spawn(
    findProgram("nginx") ?? "nginx",
    ["-p", folder, "-c", file, "-e", join(folder, "error.log")],
    {
      stdio: "ignore",
    },
  );
  const errors = () => readFileSync(join(folder, "error.log"), "utf8");
  await untilAnswering("nginx", child, () => isListening(ports.https), errors);
  return {
    http: `http://127.0.0.1:${ports.http}`,
    https: `https://127.0.0.1:${ports.https}`,
    errors,
    async reload(behind) {
      write(behind);
      child.kill("SIGHUP");
      await sleep(200);
    },
    async stop() {
      await endProcess(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeCertificate(folder: string): void {
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const out = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync(findProgram("openssl") ?? "openssl", ["req", ...kind, ...subject, ...out], {
    stdio: "ignore",
  });
}

/** The server part is that of docs/running.md, word for word; around it, what lets nginx run in a folder of its own. */
function configuration(
  folder: string,
  upstreams: readonly string[],
  ports: { http: number; https: number },
): string {
  const documented = readFileSync("docs/running.md", "utf8").match(/```nginx\n([\s\S]*?)```/)?.[1] ?? "";
  const here = documented
    .replace(/upstream highwater \{[^}]*\}/, () => {
      const servers = upstreams.map((address) => `server ${address} max_fails=0;`).join("\n  ");
      return `upstream highwater {\n  ${servers}\n}`;
    })
    .replaceAll("listen 443 ssl", `listen 127.0.0.1:${ports.https} ssl`)
    .replaceAll("listen 80", `listen 127.0.0.1:${ports.http}`)
    .replaceAll("highwater.example.org", "127.0.0.1")
    .replace(/ssl_certificate .*;/, `ssl_certificate ${folder}/cert.pem;`)
    .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${folder}/key.pem;`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join("\n");
  return `
${process.getuid?.() === 0 ? "user root root;" : ""}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
access_log off;
${temporary}
${here}
}
`;
}
