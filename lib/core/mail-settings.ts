import { z } from "zod";
import { BadEnvironment } from "./env";
import { singleton } from "./singleton";

/** How TLS begins: with the connection, by STARTTLS or not at all, by STARTTLS where the server offers it, never. */
export type MailTls = "implicit" | "required" | "offered" | "off";

/** The mail server, and what stands in every mail. `from` and `replyTo` are addresses, with or without a name. */
export type MailSettings = {
  host: string;
  port: number;
  tls: MailTls;
  user: string | null;
  password: string | null;
  from: Mailbox;
  replyTo: Mailbox | null;
};

/** An address with the name that mail programs show; '' for none. */
export type Mailbox = { name: string; address: string };

const NO_URL =
  "HIGHWATER_SMTP_URL must read smtp://user:password@host:port or smtps://user:password@host:port; characters such as @ : / in user and password are written with % (encodeURIComponent)";

const variables = z.object({
  HIGHWATER_SMTP_URL: z.string().trim().transform(readUrl),
  HIGHWATER_MAIL_FROM: z
    .string({
      error:
        "HIGHWATER_MAIL_FROM is missing: the sender of every mail, for example Highwater <highwater@example.org>",
    })
    .transform((text, check) => readMailbox("HIGHWATER_MAIL_FROM", text, check)),
  HIGHWATER_MAIL_REPLY_TO: z
    .string()
    .optional()
    .transform((text, check) => (text ? readMailbox("HIGHWATER_MAIL_REPLY_TO", text, check) : null)),
});

/**
 * Reads the mail settings; null where no mail server is named. Throws `BadEnvironment` naming every value that cannot
 * be used; the message never repeats the address, because that may hold a password.
 */
export function readMailSettings(
  source: Record<string, string | undefined> = process.env,
): MailSettings | null {
  if (!source.HIGHWATER_SMTP_URL?.trim()) return null;
  const read = variables.safeParse(source);
  if (!read.success) throw new BadEnvironment(read.error.issues.map((issue) => issue.message).join("\n"));
  const { HIGHWATER_SMTP_URL, HIGHWATER_MAIL_FROM, HIGHWATER_MAIL_REPLY_TO } = read.data;
  return { ...HIGHWATER_SMTP_URL, from: HIGHWATER_MAIL_FROM, replyTo: HIGHWATER_MAIL_REPLY_TO };
}

/** The mail settings, read once per process. */
export const mailSettings = (): MailSettings | null => singleton("mail-settings", () => readMailSettings());

function readUrl(text: string, check: z.RefinementCtx) {
  const refuse = (message: string) => {
    check.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === "") return refuse(NO_URL);
  if (url.port === "0" || !/^\/?$/.test(url.pathname) || url.hash) return refuse(NO_URL);
  const credentials = [url.username, url.password].map(decoded);
  const [user, password] = credentials;
  if (user === undefined || password === undefined || (user === "") !== (password === ""))
    return refuse(NO_URL);
  const [unknown] = [...url.searchParams.keys()].filter((name) => name !== "tls");
  if (unknown) return refuse(`HIGHWATER_SMTP_URL knows no parameter ${unknown}; there is only tls`);
  const implicit = url.protocol === "smtps:";
  const tls = url.searchParams.get("tls");
  if (tls !== null && (implicit || (tls !== "required" && tls !== "off")))
    return refuse("HIGHWATER_SMTP_URL: tls is 'required' or 'off', and only with smtp://");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return {
    host,
    port: Number(url.port) || (implicit ? 465 : 587),
    tls: implicit ? ("implicit" as const) : (tls ?? usualTls(host, user !== "")),
    user: user || null,
    password: password || null,
  };
}

/** A password crosses a network under TLS only, unless the address says `tls=off`. */
const usualTls = (host: string, hasPassword: boolean): MailTls =>
  hasPassword && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host) ? "required" : "offered";

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readMailbox(variable: string, text: string, check: z.RefinementCtx): Mailbox {
  const [, name = "", bracketed, bare] = /^\s*(?:([^<>]*?)\s*<([^<>\s]+)>|(\S+))\s*$/.exec(text) ?? [];
  const address = bracketed ?? bare ?? "";
  const plainName = name.replace(/^"(.*)"$/, "$1");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line end here would begin a header of its own.
  if (isMailAddress(address) && !/[\x00-\x1f\x7f]/.test(text)) return { name: plainName, address };
  check.addIssue({
    code: "custom",
    message: `${variable} must be an address, alone or as Name <name@example.org>`,
  });
  return z.NEVER;
}

/** Whether a mail server can be given an address as it is: one @, and none of the characters that SMTP gives a meaning. */
export const isMailAddress = (address: string): boolean =>
  /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/.test(address);
