import type { Labels } from "../schema";

const LONGEST = 200;

/** Names of labels as they are, and as Prometheus spells those with dots. */
export const spelled = (...names: string[]): string[] =>
  names.flatMap((name) => (name.includes(".") ? [name, name.replaceAll(".", "_")] : [name]));

/** The first of these labels that says something. */
export function labelOf(labels: Labels, names: readonly string[]): string | null {
  for (const name of names) {
    const value = labels[name];
    if (value) return value;
  }
  return null;
}

// Where a collector is scraped, `instance` and `job` are its own, and those of the program are 'exported'.
const INSTANCE = spelled("service.instance.id", "exported_instance", "instance");
const POD = spelled("k8s.pod.name", "pod", "pod_name", "kubernetes_pod_name");
const HOST = spelled("host.name", "host", "hostname", "nodename", "container.id");
const PROCESS = spelled("process.pid");
const SERVICE = spelled("service.name", "application", "app", "exported_job", "service", "job");

/** The service that a label set names; null where it names none. */
export const serviceOf = (labels: Labels): string | null => labelOf(labels, SERVICE);

/**
 * The instance that a label set names: by its id, else its pod, else its host and process, for a host may run several.
 * Labels that are `claimed` tell of the database. Null where none is named.
 */
export function instanceOf(labels: Labels, claimed: readonly string[] = []): string | null {
  const told = labelOf(labels, INSTANCE) ?? labelOf(labels, POD);
  if (told) return told;
  const host = labelOf(
    labels,
    HOST.filter((name) => !claimed.includes(name)),
  );
  const process = labelOf(labels, PROCESS);
  return host && process ? `${host}:${process}` : host;
}

/**
 * What database and server labels make of a name: `server:port/database`, as OpenTelemetry names a pool that has no
 * name (https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/). Null where neither is told.
 */
export function placeOf(server: string | null, port: string | null, database: string | null): string | null {
  const where = server && port ? `${server}:${port}` : server;
  return where && database ? `${where}/${database}` : (where ?? database);
}

/** Whether a name can be kept: not too long, and without characters that no name has. */
export const isName = (name: string): boolean =>
  name.length <= LONGEST && !/[\p{Cc}\p{Surrogate}]/u.test(name);
