/**
 * Which machines may be asked when people name the address. What a public name leads to may lie in the operator's own
 * network, so it is the address that is judged, at the moment of connecting; private ones only where the operator says so.
 */

type Address = { bits: 32 | 128; value: bigint };
type Network = Address & { prefix: number };

/** An entry of the operator's list: one host, all below a name, or a network; on every port, or on one. */
export type AllowedHost = { port: number | null } & (
  | { host: string }
  | { below: string }
  | { network: Network }
);

/** Where a connection would go: the host as it was named, the address it led to, and the port. */
export type Destination = { host: string; address: string; port: number };

const THIS_MACHINE = "this machine itself";
const PRIVATE = "a private network";
const LINK = "the network that this machine is plugged into";
const MANY = "many machines at once";
const RESERVED = "no machine of the internet";

// The registries of special-purpose addresses of the IANA (RFC 6890); what follows a network is in none before it.
const special: readonly (readonly [network: Network, where: string | null])[] = [
  ...networks(THIS_MACHINE, "0.0.0.0/8", "127.0.0.0/8", "::/127"),
  ...networks(PRIVATE, "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
  ...networks(LINK, "169.254.0.0/16", "fe80::/10"),
  ...networks(MANY, "224.0.0.0/4", "255.255.255.255/32", "ff00::/8"),
  ...networks(RESERVED, "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15"),
  ...networks(RESERVED, "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"),
  ...networks(RESERVED, "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
  ...networks(null, "0.0.0.0/0", "2000::/3"),
];

/**
 * Reads `HIGHWATER_PRIVATE_HOSTS`: host names, `*.internal.example.org`, addresses and networks, separated by commas, each
 * with `:port` or without; an IPv6 address with a port stands in brackets. `wrong` are the entries that say nothing.
 */
export function readAllowedHosts(text: string): { allowed: AllowedHost[]; wrong: string[] } {
  const entries = text.split(",").map((entry) => entry.trim());
  const read = entries.filter((entry) => entry !== "").map((entry) => ({ entry, host: readEntry(entry) }));
  return {
    allowed: read.flatMap(({ host }) => (host ? [host] : [])),
    wrong: read.filter(({ host }) => host === null).map(({ entry }) => entry),
  };
}

/** Where an address lies that nobody may be sent to, in words that follow 'leads to'; null where it may be asked. */
export function refusedPlace(
  { host, address, port }: Destination,
  allowed: readonly AllowedHost[],
): string | null {
  const where = placeOf(address);
  if (where === null) return null;
  const name = plainHost(host);
  const isAllowed = allowed.some(
    (entry) => (entry.port === null || entry.port === port) && covers(entry, name, parseAddress(address)),
  );
  return isAllowed ? null : where;
}

/** The address that a host is written as, without the brackets of an address; null where it is a name. */
export function literalAddress(host: string): string | null {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  return parseAddress(bare) ? bare : null;
}

function placeOf(text: string): string | null {
  const address = judged(parseAddress(text));
  if (!address) return RESERVED;
  const found = special.find(([network]) => contains(network, address));
  return found ? found[1] : RESERVED;
}

/** What stands behind a gateway between the two protocols (RFC 6052) is judged by where it really lies. */
function judged(address: Address | null): Address | null {
  const gateway = parseNetwork("64:ff9b::/96");
  if (!address || !gateway || !contains(gateway, address)) return address;
  return { bits: 32, value: address.value & 0xffff_ffffn };
}

function covers(entry: AllowedHost, name: string, address: Address | null): boolean {
  if ("host" in entry) return entry.host === name;
  if ("below" in entry) return name.endsWith(`.${entry.below}`);
  return address !== null && contains(entry.network, address);
}

function readEntry(entry: string): AllowedHost | null {
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(entry);
  const parts = bracketed ?? /^([^:]*)(?::(\d{1,5}))?$/.exec(entry);
  const host = parts?.[1] ?? entry;
  const port = parts?.[2] === undefined ? null : Number(parts[2]);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  const network = parseNetwork(host);
  if (network) return { port, network };
  if (bracketed || host.includes(":")) return null;
  const below = host.startsWith("*.");
  const name = namedHost(below ? host.slice(2) : host);
  if (name === null) return null;
  const address = parseNetwork(name);
  if (address) return below ? null : { port, network: address };
  return below ? { port, below: name } : { port, host: name };
}

/** A host as addresses are compared: as browsers write it, in small letters, without the dot at its end. */
function namedHost(text: string): string | null {
  if (!/^[^\s/?#@\\:*[\]%]+$/.test(text)) return null;
  try {
    return plainHost(new URL(`http://${text}`).hostname);
  } catch {
    return null;
  }
}

const plainHost = (host: string) => host.toLowerCase().replace(/\.$/, "");

function networks(where: string | null, ...texts: string[]): (readonly [Network, string | null])[] {
  return texts.flatMap((text) => {
    const network = parseNetwork(text);
    return network ? [[network, where] as const] : [];
  });
}

function parseNetwork(text: string): Network | null {
  const [, host = "", length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(host);
  if (!address) return null;
  const prefix = length === undefined ? address.bits : Number(length);
  return prefix > address.bits ? null : { ...address, prefix };
}

function contains(network: Network, address: Address): boolean {
  if (network.bits !== address.bits) return false;
  const rest = BigInt(network.bits - network.prefix);
  return network.value >> rest === address.value >> rest;
}

/** An address, or null for what is none. One of IPv4 that is written as one of IPv6 (RFC 4291, 2.5.5.2) is one of IPv4. */
function parseAddress(text: string): Address | null {
  if (!text.includes(":")) return parseFour(text);
  const six = parseSix(text.replace(/%.*$/, ""));
  if (!six || six.value >> 32n !== 0xffffn) return six;
  return { bits: 32, value: six.value & 0xffff_ffffn };
}

function parseFour(text: string): Address | null {
  const parts = text.split(".");
  // A leading nought means another base to some programs.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return null;
  return { bits: 32, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
}

function parseSix(text: string): Address | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const four = tail ? parseFour(tail[2] ?? "") : null;
  if (tail && !four) return null;
  const groups = four
    ? `${tail?.[1]}${(four.value >> 16n).toString(16)}:${(four.value & 0xffffn).toString(16)}`
    : text;
  const halves = groups.split("::");
  if (halves.length > 2) return null;
  const [before = [], after = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...before, ...Array<string>(missing).fill("0"), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, value: all.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n) };
}
