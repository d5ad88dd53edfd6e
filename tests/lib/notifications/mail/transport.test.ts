import { createServer, type Server, type Socket } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeliveryFailure } from "@/lib/notifications/channels/channel";
import { closeMail, mailTimes, sendMail } from "@/lib/notifications/mail/transport";
import {
  bodyOf,
  headOf,
  type MailServer,
  refusal,
  startMailServer,
  useMailServer,
} from "../../../support/mail-server";

const mail = {
  id: "11111111-1111-4111-8111-111111111111",
  to: { name: "Ada", address: "ada@example.org" },
  subject: "Lea mentioned you",
  text: "Hello Ada,\n",
  html: "<p>Hello Ada,</p>",
  preferencesUrl: "https://highwater.example.org/settings/notifications",
  thread: "incident-7",
};
const password = "p@ss:w/rd that no log may hold";
const authority = `highwater:${encodeURIComponent(password)}@`;
let server: MailServer;

beforeEach(async () => {
  process.env.HIGHWATER_URL = "https://highwater.example.org";
  server = await startMailServer();
  useMailServer(`smtp://127.0.0.1:${server.port}`);
});

afterEach(async () => {
  closeMail();
  await server.stop();
});

afterAll(() => {
  useMailServer(null);
  delete process.env.HIGHWATER_URL;
});

/** How an attempt fails. */
async function failureOf(attempt: Promise<unknown>): Promise<DeliveryFailure> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof DeliveryFailure) return error;
  throw new Error(`no delivery failure: ${error}`);
}

describe("a mail", () => {
  it("is handed over with text and HTML, and brings the server's receipt", async () => {
    const receipt = await sendMail(mail);
    expect(receipt).toContain("queued as 4711");
    expect(receipt).toContain("<11111111-1111-4111-8111-111111111111@highwater.example.org>");
    const [received] = server.received;
    if (!received) return expect.unreachable();
    expect(received).toMatchObject({ from: "highwater@example.org", to: ["ada@example.org"] });
    expect(headOf(received)).toMatchObject({
      from: "Highwater <highwater@example.org>",
      to: "Ada <ada@example.org>",
      subject: "Lea mentioned you",
      "message-id": "<11111111-1111-4111-8111-111111111111@highwater.example.org>",
      references: "<incident-7@highwater.example.org>",
      "auto-submitted": "auto-generated",
      "list-unsubscribe": "<https://highwater.example.org/settings/notifications>",
    });
    expect(bodyOf(received)).toContain("<p>Hello Ada,</p>");
  });

  it.each([
    ["a subject", { ...mail, subject: "Pool\r\nBcc: mallory@example.org\r\n\r\nHello" }],
    ["a bare line end in a subject", { ...mail, subject: "Pool\nBcc: mallory@example.org" }],
    ["a line separator", { ...mail, subject: "Pool\u2028Bcc: mallory@example.org" }],
    ["a name", { ...mail, to: { ...mail.to, name: 'Ada\r\nBcc: mallory@example.org\r\n"' } }],
    ["a name like an address", { ...mail, to: { ...mail.to, name: "x>, <mallory@example.org" } }],
  ])("gets no header and no receiver from %s", async (_where, crooked) => {
    await sendMail(crooked);
    const [received] = server.received;
    if (!received) return expect.unreachable();
    expect(received.to).toEqual(["ada@example.org"]);
    expect(Object.keys(headOf(received))).not.toContain("bcc");
    expect(headOf(received)["message-id"]).toBe(
      "<11111111-1111-4111-8111-111111111111@highwater.example.org>",
    );
  });
});

describe("signing in to the server", () => {
  const options = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (given, _session, done) =>
      given.username === "highwater" && given.password === password
        ? done(null, { user: "highwater" })
        : done(refusal(535, "5.7.8 wrong password")),
  } satisfies SMTPServerOptions;

  it("is done with what the address says", async () => {
    const guarded = await startMailServer(options);
    useMailServer(`smtp://${authority}127.0.0.1:${guarded.port}`);
    await sendMail(mail);
    expect(guarded.received).toMatchObject([{ user: "highwater" }]);
    closeMail();
    await guarded.stop();
  });

  it("is tried again when it is refused, and no password stands in the reason even if the server repeats it", async () => {
    const guarded = await startMailServer({
      ...options,
      onAuth: (given, _session, done) => done(refusal(535, `5.7.8 no: ${given.password}`)),
    });
    useMailServer(`smtp://${authority}127.0.0.1:${guarded.port}`);
    const failure = await failureOf(sendMail(mail));
    expect(failure.permanent).toBe(false);
    expect(failure.message).toContain("[hidden]");
    expect(failure.message).not.toContain(password);
    closeMail();
    await guarded.stop();
  });

  it("is not done without TLS where TLS is required", async () => {
    useMailServer(`smtp://${authority}127.0.0.1:${server.port}?tls=required`);
    expect(await failureOf(sendMail(mail))).toMatchObject({ permanent: false });
    expect(server.received).toEqual([]);
  });

  it("speaks TLS by STARTTLS, and refuses a certificate that it does not know", async () => {
    // The server says on the console that its certificate is the one of its package.
    const warned = vi.spyOn(console, "error").mockReturnValue();
    const offering = await startMailServer({ disabledCommands: [] });
    expect(warned.mock.calls.join()).toContain("certificate");
    useMailServer(`smtp://127.0.0.1:${offering.port}?tls=required`);
    const failure = await failureOf(sendMail(mail));
    expect(failure).toMatchObject({ permanent: false });
    expect(failure.message).toMatch(/certificate|self.signed/i);
    useMailServer(`smtp://127.0.0.1:${offering.port}?tls=off`);
    await sendMail(mail);
    expect(offering.received).toMatchObject([{ tls: false }]);
    closeMail();
    await offering.stop();
  });
});

describe("a server that refuses", () => {
  it.each([
    [450, "greylisted, come back in a minute", false],
    [421, "too many connections", false],
    [452, "mailbox full", false],
    [550, "no such mailbox", true],
    [553, "address not allowed", true],
    [530, "authentication required", false],
  ])("a receiver with %i is met with permanence %s", async (code, words, permanent) => {
    server.beforeReceiver = () => {
      throw refusal(code, words);
    };
    const failure = await failureOf(sendMail(mail));
    expect(failure.permanent).toBe(permanent);
    expect(failure.message).toContain(words);
  });

  it("the text with 554 is not asked again", async () => {
    server.beforeTaking = () => {
      throw refusal(554, "5.7.1 this looks like spam");
    };
    expect(await failureOf(sendMail(mail))).toMatchObject({ permanent: true });
  });
});

describe("a server that is away", () => {
  it("is named, tried again, and used when it is back on the same port", async () => {
    const { port } = server;
    await sendMail(mail);
    await server.stop();
    const failure = await failureOf(sendMail(mail));
    expect(failure).toMatchObject({ permanent: false });
    expect(failure.message).toContain(`127.0.0.1:${port}`);
    server = await startMailServer({}, port);
    await expect.poll(() => sendMail(mail).catch(() => ""), { timeout: 5_000 }).toContain("queued");
    expect(server.received).toHaveLength(1);
  });
});

describe("a server that hangs", () => {
  const sockets = new Set<Socket>();
  const hanging: Server[] = [];

  /** Takes connections, says `greeting`, and then only what `chatter` says every tenth of a second. */
  async function startHanging(greeting: string, chatter = ""): Promise<number> {
    const hung = createServer((socket) => {
      sockets.add(socket);
      if (greeting) socket.write(greeting);
      const timer = chatter ? setInterval(() => socket.write(chatter), 100) : undefined;
      socket.on("close", () => clearInterval(timer)).on("error", () => undefined);
    });
    hanging.push(hung);
    await new Promise<void>((resolve) => hung.listen(0, "127.0.0.1", resolve));
    const address = hung.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  afterEach(async () => {
    Object.assign(mailTimes(), { connectMs: 10_000, greetMs: 10_000, answerMs: 20_000, allMs: 60_000 });
    for (const socket of sockets) socket.destroy();
    await Promise.all(hanging.splice(0).map((one) => new Promise((resolve) => one.close(resolve))));
  });

  it.each([
    ["never greets", "", "", { greetMs: 300 }],
    ["greets and never answers", "220 mail.example.org ESMTP\r\n", "", { answerMs: 300 }],
    ["answers for ever", "220 mail.example.org ESMTP\r\n", "250-AND-MORE\r\n", { allMs: 700 }],
  ])("is given up in time when it %s", async (_how, greeting, chatter, times) => {
    Object.assign(mailTimes(), times);
    useMailServer(`smtp://127.0.0.1:${await startHanging(greeting, chatter)}`);
    expect(await failureOf(sendMail(mail))).toMatchObject({ permanent: false });
  });
});
