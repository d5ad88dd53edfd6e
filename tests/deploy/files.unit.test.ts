import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { sourceFiles } from "../support/source";
import { commandOf, readDockerfile, type Stage, saidOf, variablesOf } from "./dockerfile";

// No container runs in these tests: they hold what the files promise. tests/e2e/without-rights.spec.ts runs the product
// as the image would, `npm run image-proof` what the Dockerfile makes.

const read = (path: string) => readFileSync(path, "utf8");

describe("the Dockerfile", () => {
  const stages = readDockerfile(read("Dockerfile"));
  const [build, image] = stages as [Stage, Stage];
  const textOf = ({ instructions }: Stage) =>
    instructions.map(({ name, rest }) => `${name} ${rest}`).join("\n");

  it("builds in one stage and runs in another, from a slim image that Node 20.19 or newer is in", () => {
    expect(stages.map(({ name }) => name)).toEqual(["build", null]);
    for (const { base } of stages) expect(base).toMatch(/^node:2[24]-\w+-slim$/);
    expect(textOf(image)).not.toMatch(/npm|apt/);
  });

  it("installs what the lock file says and takes what only building needs away", () => {
    expect(textOf(build)).toMatch(/npm ci\b.*npm prune --omit=dev/s);
  });

  it("runs as a user without rights, who owns the data folder and nothing else", () => {
    const said = textOf(image);
    expect(saidOf(image, "USER")).toBe("node");
    expect(said.indexOf("USER node")).toBeLessThan(said.indexOf("\nCMD"));
    expect(said.match(/chown .*/g)).toEqual(["chown node:node /data"]);
    expect(said).not.toContain("--chown");
  });

  it("asks its own health with what is in the image", () => {
    const [program, , script] = commandOf(image, "HEALTHCHECK");
    expect(program).toBe("node");
    expect(script).toContain("/api/health");
    const { status } = spawnSync(process.execPath, ["-e", script ?? ""], {
      env: { ...process.env, PORT: "1" },
    });
    expect(status, "where nothing answers").toBe(1);
  });

  it("copies no secrets, no data and no foreign packages into the image", () => {
    const ignored = read(".dockerignore").split("\n");
    for (const name of [".env", ".env.*", ".data", ".git", "node_modules", ".next"])
      expect(ignored).toContain(name);
  });

  it("is read as it is written", () => {
    expect(variablesOf(image)).toMatchObject({ NODE_ENV: "production", HIGHWATER_DATA_DIR: "/data" });
    const said = stages.map(textOf).join("\n");
    for (const word of read("Dockerfile").match(/^(?!#|FROM|[A-Z]+ ).*[^\s\\]/gm) ?? [])
      expect(said).toContain(word.trim());
    expect(() => readDockerfile("FROM a\nrun b")).toThrow("run b");
  });

  it("starts the product as `npm start` does", () => {
    expect(commandOf(image, "CMD").join(" ")).toBe(JSON.parse(read("package.json")).scripts.start);
  });
});

describe("compose.yaml", () => {
  const { services, volumes } = parse(read("compose.yaml"));

  it.each(["app", "database"])(
    "gives %s a root file system that cannot be written, and no more rights than it needs",
    (name) => {
      const service = services[name];
      expect(service.read_only).toBe(true);
      expect(service.cap_drop).toEqual(["ALL"]);
      expect(service.security_opt).toContain("no-new-privileges:true");
      expect(service.tmpfs).toContain("/tmp");
      expect(service.privileged).toBeUndefined();
    },
  );

  it("adds rights to the database's image only", () => {
    expect(services.app.cap_add).toBeUndefined();
    expect(services.app.user).toBeUndefined();
  });

  it("keeps data in named volumes and publishes on this machine only", () => {
    const kept = [services.app, services.database].flatMap(({ volumes }) =>
      volumes.map((line: string) => line.split(":")[0]),
    );
    expect(kept.sort()).toEqual(Object.keys(volumes).sort());
    for (const port of services.app.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(services.database.ports).toBeUndefined();
  });

  it("waits for a healthy database, and holds no password itself", () => {
    expect(services.app.depends_on.database.condition).toBe("service_healthy");
    expect(services.database.healthcheck.test).toContain("pg_isready");
    expect(services.database.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
    expect(services.app.environment.DATABASE_URL).toContain("${POSTGRES_PASSWORD:?");
  });

  it("gives a stop the time that it needs", () => {
    expect(Number.parseInt(services.app.stop_grace_period, 10)).toBeGreaterThanOrEqual(longestStopSeconds());
  });
});

describe("the systemd unit", () => {
  const unit = read("docs/deploy/highwater.service");
  const value = (name: string) => unit.match(new RegExp(`^${name}=(.*)$`, "m"))?.[1];

  it("is one that systemd understands", ({ skip }) => {
    const { status, error, stdout, stderr } = spawnSync(
      "systemd-analyze",
      ["verify", "docs/deploy/highwater.service"],
      {
        encoding: "utf8",
      },
    );
    if (error) return skip("There is no systemd-analyze here.");
    // The paths in it are those of the machine that it is meant for.
    const said = `${stdout}${stderr}`
      .split("\n")
      .filter((line) => line && !/is not executable|Failed to locate/.test(line));
    expect(said).toEqual([]);
    expect(status === 0 || `${stdout}${stderr}`.includes("is not executable")).toBe(true);
  });

  it("lets the service write its state and nothing else", () => {
    expect(value("ProtectSystem")).toBe("strict");
    expect(value("StateDirectory")).toBe("highwater");
    expect(value("DynamicUser")).toBe("yes");
    expect(value("NoNewPrivileges")).toBe("yes");
    expect(unit).not.toMatch(/^ReadWritePaths=/m);
  });

  it("starts the product as `npm start` does, and again when it ends, but not where that cannot help", () => {
    expect(value("ExecStart")).toBe(`/usr/bin/${JSON.parse(read("package.json")).scripts.start}`);
    expect(value("Restart")).toBe("always");
    expect(value("RestartPreventExitStatus")).toBe("2 4 6");
  });

  it("gives a stop the time that it needs", () => {
    expect(Number(value("TimeoutStopSec"))).toBeGreaterThanOrEqual(longestStopSeconds());
  });
});

/** The deadlines of a stop one after the other, with the grace that the files set. */
function longestStopSeconds(): number {
  const source = read("lib/start/shut-down.ts");
  const milliseconds = (name: string) =>
    Number(source.match(new RegExp(`const ${name} = ([\\d_]+);`))?.[1]?.replaceAll("_", ""));
  const grace = 5_000;
  return (grace + 2 * milliseconds("drainMs") + milliseconds("poolMs") + milliseconds("databaseMs")) / 1000;
}

describe("a start without the packages for development", () => {
  it("finds every package that the product imports among its dependencies", () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read("package.json"));
    const product = sourceFiles("app", "components", "lib");
    const imported = product.flatMap((file) =>
      file.imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
    );
    const packages = new Set(
      imported
        .filter((target) => !/^(\.|\/|@\/|node:|app\/|components\/|lib\/|prisma\/|tests\/)/.test(target))
        .map((target) =>
          target
            .split("/")
            .slice(0, target.startsWith("@") ? 2 : 1)
            .join("/"),
        )
        .filter((name) => !builtinModules.includes(name)),
    );
    expect(packages.size).toBeGreaterThan(15);
    const known = { ...dependencies, ...optionalDependencies };
    expect([...packages].filter((name) => !(name in known))).toEqual([]);
    for (const name of ["tsx", "typescript", "tailwindcss", "prisma"])
      expect(devDependencies).not.toHaveProperty(name);
  });
});
