import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { closeMail } from "@/lib/notifications/mail/transport";
import { forgetSingleton } from "../../lib/core/singleton";

/** A mail as the server took it over: who it was really for, and the source as it came. */
export type Received = { from: string; to: string[]; source: string; user: string | null; tls: boolean };

/** A real SMTP server on loopback. `answer` may refuse a mail or its receiver: throw an error with `responseCode`. */
export type MailServer = {
  port: number;
  received: Received[];
  /** Called for every mail after its text came, before it is taken over. */
  beforeTaking: (mail: Received) => void | Promise<void>;
  /** Called for every receiver. */
  beforeReceiver: (address: string) => void;
  stop(): Promise<void>;
};

/** The refusal of a mail server, with its code. */
export const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

/** Starts a mail server; on the same port again where one is given. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const state: Omit<MailServer, "port" | "stop"> = {
    received: [],
    beforeTaking: () => undefined,
    beforeReceiver: () => undefined,
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      try {
        state.beforeReceiver(address);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail: Received = {
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString("utf8"),
          user: typeof session.user === "string" ? session.user : null,
          tls: session.secure,
        };
        void (async () => state.beforeTaking(mail))().then(
          () => {
            state.received.push(mail);
            done(null, "queued as 4711");
          },
          (error: Error) => done(error),
        );
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const address = server.server.address() as AddressInfo;
  return Object.assign(state, {
    port: address.port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

/** Points the product of this process to a mail server, as its environment would; with null to none. */
export function useMailServer(url: string | null): void {
  closeMail();
  forgetSingleton("mail-settings");
  if (url === null) delete process.env.HIGHWATER_SMTP_URL;
  else process.env.HIGHWATER_SMTP_URL = url;
  process.env.HIGHWATER_MAIL_FROM = "Highwater <highwater@example.org>";
}

/** The head of a mail as fields in small letters, folded lines made one. */
export function headOf({ source }: Received): Record<string, string> {
  const [head = ""] = source.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
}

/** The text of a mail with its transfer encoding (quoted-printable or base64) taken off. */
export function bodyOf({ source }: Received): string {
  return source
    .split(/\r\n--/)
    .map((part) => {
      const [head = "", ...rest] = part.split("\r\n\r\n");
      const body = rest.join("\r\n\r\n");
      if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
      if (!/quoted-printable/i.test(head)) return body;
      const bytes = body
        .replace(/=\r\n/g, "")
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, "latin1").toString("utf8");
    })
    .join("\n");
}
