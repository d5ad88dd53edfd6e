import type { Visitor } from "../support/visitor";

/** What was killed, from when until when; open while it is not back. */
export type Outage = { what: "process" | "database"; from: number; to: number };

/** An answer that was none, or one that says that something failed. */
export type Failed = {
  door: "page" | "api";
  /** Null for no answer: refused, reset, or cut off in its midst. */
  status: number | null;
  /** Whether it says when to come again. */
  retryAfter: boolean;
  askedAt: number;
  endedAt: number;
};

/**
 * Whether such an answer is honest. Nothing answers while the process is dead. While the database is away the API says
 * 503 and when to come again; a page is an error page, whose status Next makes 500. At every other time none is.
 */
export function isHonest({ door, status, retryAfter, askedAt, endedAt }: Failed, outages: readonly Outage[]) {
  const away = outages.filter(({ from, to }) => askedAt <= to && endedAt >= from).map(({ what }) => what);
  if (status === null) return away.includes("process");
  if (!away.includes("database")) return false;
  return door === "page" || (status === 503 && retryAfter);
}

/** Keeps count of answers that failed, beside the outages that can excuse them. */
export type Answers = {
  /** How often each was heard that an outage excuses, by its status. */
  expected: Record<string, number>;
  /** Those that nothing excuses, each as a sentence. */
  wrong: string[];
  away(what: Outage["what"]): void;
  back(): void;
  note(failed: Failed, asked: string): void;
};

/** Answers of a run that begins. */
export function openAnswers(): Answers {
  const outages: Outage[] = [];
  const expected: Answers["expected"] = {};
  const wrong: string[] = [];
  return {
    ...{ expected, wrong },
    away: (what) => outages.push({ what, from: Date.now(), to: Number.POSITIVE_INFINITY }),
    back() {
      for (const outage of outages) outage.to = Math.min(outage.to, Date.now());
    },
    note(failed, asked) {
      const heard = String(failed.status ?? "no answer");
      if (isHonest(failed, outages)) expected[heard] = (expected[heard] ?? 0) + 1;
      else wrong.push(`${asked} was answered with ${heard}, which nothing excuses`);
    },
  };
}

/** A visitor of whom is noted what failed. One who sets a deadline hangs up by choice: that is nobody's failure. */
export function watched(visitor: Visitor, answers: Answers): Visitor {
  return {
    ...visitor,
    async ask(path, asked = {}) {
      const askedAt = Date.now();
      const note = (status: number | null, retryAfter: boolean) => {
        const door = path.startsWith("/api/") ? "api" : "page";
        const failed: Failed = { door, status, retryAfter, askedAt, endedAt: Date.now() };
        answers.note(failed, `${asked.method ?? "GET"} ${path}`);
      };
      const answer = await visitor.ask(path, asked).catch((error: unknown) => {
        if (asked.deadlineMs === undefined) note(null, false);
        throw error;
      });
      if (answer.status >= 500) note(answer.status, "retry-after" in answer.headers);
      return answer;
    },
  };
}
