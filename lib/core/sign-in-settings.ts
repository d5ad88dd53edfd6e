import { Role } from "../../prisma/generated/enums";
import { BadEnvironment } from "./env";
import { singleton } from "./singleton";

/** The provider of identities that people may sign in through, as the environment describes it. */
export type ProviderSettings = {
  /** Exactly as the provider writes it into its tokens. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button calls it. */
  name: string;
  scopes: string;
  /** The claim that lists groups; a dotted path where no claim has that name. */
  groupsClaim: string;
  /** Group → role. Empty: roles are given here and a provider's groups mean nothing. */
  roles: ReadonlyMap<string, Role>;
  /** For people of whom no group is mapped; null refuses them. */
  defaultRole: Role | null;
  /** Hosts that an e-mail address may have, in lower case; empty allows all. */
  allowedDomains: readonly string[];
};

/** How people may sign in: with passwords, through a provider, or both. */
export type SignInSettings = { passwords: boolean; provider: ProviderSettings | null };

type Source = Record<string, string | undefined>;

const PREFIX = "HIGHWATER_OIDC_";

/** Reads how people may sign in. Throws `BadEnvironment` naming every value that is missing or cannot be. */
export function readSignInSettings(source: Source = process.env): SignInSettings {
  const reasons: string[] = [];
  const given = (name: string) => source[PREFIX + name]?.trim() || undefined;
  const configured = Object.keys(source).some((name) => name.startsWith(PREFIX) && source[name]?.trim());
  const provider = configured ? readProvider(given, reasons) : null;
  const passwords = source.HIGHWATER_PASSWORDS?.trim() || "on";
  if (passwords !== "on" && passwords !== "off")
    reasons.push(`HIGHWATER_PASSWORDS must be on or off; it is "${passwords}"`);
  if (passwords === "off" && !configured)
    reasons.push("HIGHWATER_PASSWORDS=off needs HIGHWATER_OIDC_ISSUER: else nobody could sign in");
  if (reasons.length > 0) throw new BadEnvironment(reasons.join("\n"));
  return { passwords: passwords === "on", provider };
}

/** How people may sign in, read once per process. */
export const signInSettings = () => singleton("sign-in-settings", () => readSignInSettings());

function readProvider(given: (name: string) => string | undefined, reasons: string[]): ProviderSettings {
  const must = (name: string, what: string) => {
    const value = given(name);
    if (!value) reasons.push(`${PREFIX}${name} is missing: ${what}`);
    return value ?? "";
  };
  const issuer = must("ISSUER", "the provider's address, as its tokens name it");
  const wrong = issuer ? whyNotIssuer(issuer) : null;
  if (wrong) reasons.push(`${PREFIX}ISSUER ${wrong}`);
  const scopes = given("SCOPES") ?? "openid email profile";
  if (!scopes.split(/\s+/).includes("openid")) reasons.push(`${PREFIX}SCOPES must contain openid`);
  const defaultRole = given("DEFAULT_ROLE") ?? null;
  if (defaultRole !== null && !isRole(defaultRole))
    reasons.push(`${PREFIX}DEFAULT_ROLE must be one of ${Object.values(Role).join(", ")}`);
  return {
    issuer,
    clientId: must("CLIENT_ID", "what the provider calls Highwater"),
    clientSecret: must("CLIENT_SECRET", "what the provider gave Highwater to prove itself with"),
    name: given("NAME") ?? "single sign-on",
    scopes,
    groupsClaim: given("GROUPS_CLAIM") ?? "groups",
    roles: readRoles(given("ROLES") ?? "", reasons),
    defaultRole: defaultRole !== null && isRole(defaultRole) ? defaultRole : null,
    allowedDomains: readDomains(given("ALLOWED_DOMAINS") ?? "", reasons),
  };
}

function readRoles(text: string, reasons: string[]): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const pair of listed(text)) {
    // At the last '=': a group's name may contain one, a role's cannot.
    const at = pair.lastIndexOf("=");
    const [group, role] = [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
    if (!group || !isRole(role))
      reasons.push(
        `${PREFIX}ROLES must be group=role, separated by commas, each role one of ${Object.values(Role).join(", ")}; "${pair}" is not`,
      );
    else if (roles.has(group)) reasons.push(`${PREFIX}ROLES names the group "${group}" twice`);
    else roles.set(group, role);
  }
  return roles;
}

function readDomains(text: string, reasons: string[]): string[] {
  const domains = listed(text.toLowerCase());
  for (const domain of domains.filter((one) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(one)))
    reasons.push(`${PREFIX}ALLOWED_DOMAINS must be hosts such as example.org; "${domain}" is not`);
  return domains;
}

const listed = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const isRole = (text: string): text is Role => Object.values<string>(Role).includes(text);

function whyNotIssuer(issuer: string): string | null {
  if (!URL.canParse(issuer)) return `must be an address such as https://id.example.org; it is "${issuer}"`;
  const { search, hash, username, password } = new URL(issuer);
  if (search || hash || username || password)
    return "must be an address without query, fragment, name and password";
  return isSafeAddress(issuer) ? null : "must begin with https://; plain http is for this machine alone";
}

/** Whether tokens and secrets may travel to this address: under TLS, or without leaving this machine. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === "https:" || (protocol === "http:" && here);
}
