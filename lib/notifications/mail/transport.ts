import { createTransport } from "nodemailer";
import { publicUrl } from "../../core/env";
import { type Mailbox, type MailSettings, mailSettings } from "../../core/mail-settings";
import { forgetSingleton, singleton } from "../../core/singleton";
import { DeliveryFailure } from "../channels/channel";
import { oneLine } from "./rules";

/** A mail ready to be sent. `id` makes its Message-ID, and `thread` the one that it refers to. */
export type Mail = {
  id: string;
  to: Mailbox;
  subject: string;
  text: string;
  html: string;
  preferencesUrl: string | null;
  thread: string | null;
};

/** How long the mail server may take, in milliseconds: to connect, to greet, to answer, and for all of it. */
export type MailTimes = { connectMs: number; greetMs: number; answerMs: number; allMs: number };

const times: MailTimes = { connectMs: 10_000, greetMs: 10_000, answerMs: 20_000, allMs: 60_000 };

/** Overrides the times, for tests. */
export const mailTimes = () => singleton("mail-times", () => ({ ...times }));

const MOST_SUBJECT = 200;

/**
 * Hands a mail to the mail server and returns what it answered with the Message-ID. Throws `DeliveryFailure`: permanent
 * where the server refused this mail for good (5xx to its addresses or content), to be tried again where the server was
 * away, too slow, busy (4xx) or did not let us in.
 */
export async function sendMail(mail: Mail): Promise<string> {
  const settings = mailSettings();
  if (!settings) throw new DeliveryFailure("No mail server is set up.", true);
  const messageId = messageIdOf(mail.id);
  const { allMs } = mailTimes();
  try {
    const { response } = await within(
      allMs,
      transport(settings).sendMail(fieldsOf(mail, settings, messageId)),
    );
    return `${oneLine(response)} ${messageId}`;
  } catch (error) {
    throw failureOf(error as SmtpError, settings);
  }
}

/** The Message-ID of a message: stable, so that a copy after a crash is recognised as one. */
export function messageIdOf(id: string): string {
  return `<${id}@${new URL(publicUrl()).hostname}>`;
}

/** Ends the connections to the mail server; the next mail opens new ones. */
export function closeMail(): void {
  singleton<{ close?: () => void }>("mail-transport", () => ({})).close?.();
  forgetSingleton("mail-transport");
}

function fieldsOf(mail: Mail, { from, replyTo }: MailSettings, messageId: string) {
  const { address } = mail.to;
  return {
    messageId,
    from: clean(from),
    to: clean(mail.to),
    ...(replyTo ? { replyTo: clean(replyTo) } : {}),
    envelope: { from: from.address, to: [address] },
    subject: oneLine(mail.subject).slice(0, MOST_SUBJECT),
    text: mail.text,
    html: mail.html,
    ...(mail.thread ? { references: [messageIdOf(mail.thread)] } : {}),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(mail.preferencesUrl ? { "List-Unsubscribe": `<${mail.preferencesUrl}>` } : {}),
    },
  };
}

const clean = ({ name, address }: Mailbox) => ({ name: oneLine(name), address });

function transport(settings: MailSettings) {
  const { connectMs, greetMs, answerMs } = mailTimes();
  const options = {
    pool: true as const,
    maxConnections: 2,
    maxMessages: 100,
    // A message whose connection broke comes back through our own retries, which know whether it was sent.
    maxRequeues: 0,
    host: settings.host,
    port: settings.port,
    secure: settings.tls === "implicit",
    requireTLS: settings.tls === "required",
    ignoreTLS: settings.tls === "off",
    ...(settings.user && settings.password ? { auth: { user: settings.user, pass: settings.password } } : {}),
    connectionTimeout: connectMs,
    greetingTimeout: greetMs,
    socketTimeout: answerMs,
    dnsTimeout: connectMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return singleton("mail-transport", () => createTransport(options));
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      closeMail();
      reject(new Error(`The mail server took longer than ${ms / 1000} s.`));
    }, ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

function failureOf(error: SmtpError, { host, port, password }: MailSettings): DeliveryFailure {
  const { code = "", responseCode = 0 } = error;
  // 530 wants a sign-in first: that is about us and will be mended, not about this mail.
  const permanent = responseCode >= 500 && responseCode !== 530 && /^(EENVELOPE|EMESSAGE)$/.test(code);
  const said = oneLine(error.response ?? error.message);
  const text = password ? said.replaceAll(password, "[hidden]") : said;
  return new DeliveryFailure(`${host}:${port}: ${text}`.slice(0, 1_000), permanent);
}
