import type { Channel } from "./channel";

/** The inbox in the product itself: everybody has it, and what is stored has arrived. */
export const inbox: Channel = {
  name: "inbox",
  label: "Inbox",
  by: "in the inbox",
  instant: true,
  placeOf: () => "the inbox",
  whyNot: () => null,
  send: () => Promise.resolve("in the inbox"),
};
