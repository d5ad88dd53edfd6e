import { describe, expect, it } from "vitest";
import { makeLog, stackOf } from "../../../lib/core/log";
import { withinRequest } from "../../../lib/core/request";
import { makeToken } from "../../../lib/people/tokens";

function logInto(): { log: ReturnType<typeof makeLog>; text: () => string; lines: () => unknown[] } {
  let text = "";
  const log = makeLog("trace", {
    write(piece) {
      text += piece;
    },
  });
  const lines = () =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  return { log, text: () => text, lines };
}

describe("a line of the log", () => {
  it("says when, how grave, and within a request which one, also after something was awaited", async () => {
    const { log, lines } = logInto();
    log.info("before");
    await withinRequest({ id: "the-request", personId: null }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.error({ action: "team.create" }, "an action failed");
    });
    expect(lines()).toEqual([
      { level: "info", time: expect.stringMatching(/^\d{4}-.*Z$/), msg: "before" },
      {
        level: "error",
        time: expect.any(String),
        requestId: "the-request",
        action: "team.create",
        msg: "an action failed",
      },
    ]);
  });

  it("keeps two requests at once apart", async () => {
    const { log, lines } = logInto();
    const one = (id: string, ms: number) =>
      withinRequest({ id, personId: null }, async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        log.info(id);
      });
    await Promise.all([one("slow", 20), one("fast", 1)]);
    for (const line of lines() as { requestId: string; msg: string }[]) expect(line.requestId).toBe(line.msg);
  });

  it("holds no password, token, cookie or authorization, by whatever way it comes in", () => {
    const { log, text } = logInto();
    const token = makeToken();
    const cookie = `highwater-session=eyJhbGciOiJkaXIi.${"a".repeat(20)}.b.c.d`;
    const password = "a long walk by the water";
    const authorization = "Bearer hw_0123456789abcdef0123";
    log.info({ password, token, cookie, authorization, secret: password });
    log.info({ headers: { cookie, authorization }, input: { password, token } });
    log.error({
      error: stackOf(
        new Error(`at /invitation/${token}`, { cause: new Error(`${cookie} ${authorization}`) }),
      ),
    });
    log.warn(
      `fetch of http://ada:${password.replaceAll(" ", "-")}@db/x?token=${token} with ${authorization}`,
    );
    for (const secret of [
      token,
      password,
      password.replaceAll(" ", "-"),
      "eyJhbGciOiJkaXIi",
      "hw_0123456789abcdef0123",
    ])
      expect(text()).not.toContain(secret);
    expect(
      text()
        .trim()
        .split("\n")
        .every((line) => JSON.parse(line)),
    ).toBe(true);
  });
});

describe("what a log says of a fault", () => {
  it("is its stack and the stacks of its causes, or what was thrown in place of an error", () => {
    const text = stackOf(new Error("outer", { cause: new TypeError("inner") }));
    expect(text).toMatch(/^Error: outer\n +at [\s\S]*\ncaused by TypeError: inner\n +at /);
    expect(stackOf("only a word")).toBe("only a word");
  });
});
