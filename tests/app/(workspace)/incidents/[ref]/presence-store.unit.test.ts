import { expect, test, vi } from "vitest";
import {
  hearPresence,
  nobodyElse,
  onPresence,
  othersHere,
  sentenceOfTyping,
} from "@/app/(workspace)/incidents/[ref]/presence-store";

test("what the stream tells is passed on, and forgotten when it tells nothing any more", () => {
  const heard = vi.fn();
  const stop = onPresence(heard);
  hearPresence('{"here":[{"id":"1","name":"Lea"}],"typing":["Lea"]}');
  expect(othersHere()).toEqual({ here: [{ id: "1", name: "Lea" }], typing: ["Lea"] });
  hearPresence("");
  expect(othersHere()).toBe(nobodyElse);
  stop();
  hearPresence('{"here":[],"typing":[]}');
  expect(heard).toHaveBeenCalledTimes(2);
  hearPresence("");
});

test.each([
  [[], null],
  [["Lea"], "Lea is typing…"],
  [["Lea", "Ben"], "Lea and Ben are typing…"],
  [["Lea", "Ben", "Ada"], "3 people are typing…"],
])("of %j it is said: %s", (names, sentence) => {
  expect(sentenceOfTyping(names)).toBe(sentence);
});
