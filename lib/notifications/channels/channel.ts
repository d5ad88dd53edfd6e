/** Whom a message is for. */
export type Recipient = { id: string; name: string; email: string };

/** What is sent, whatever the channel makes of it. Addresses are whole and ours. */
export type Message = {
  /** Names the message; the same on every try, so that a second copy can be told from a second message. */
  id: string;
  to: Recipient;
  subject: string;
  lead: readonly string[];
  /** What is told, under the incident that it belongs to. */
  groups: readonly MessageGroup[];
  action: { label: string; url: string } | null;
  closing: readonly string[];
  /** Where the receiver says what they wish; null for what cannot be switched off. */
  preferencesUrl: string | null;
  /** Messages of one thread belong together. */
  thread: string | null;
};

/** Things told of one incident, or of none. */
export type MessageGroup = {
  title: string | null;
  items: readonly { title: string; text: string; url: string }[];
};

/** A way to reach people. A new one is a file that exports this, and a line in `registry.ts`. */
export type Channel = {
  name: string;
  label: string;
  /** How people say that something comes by it: "by e-mail". */
  by: string;
  /** Needs no sending: what is stored is there, and nobody can wish it away. */
  instant: boolean;
  /** Where it reaches a person, as the page of their preferences says it. */
  placeOf(to: Pick<Recipient, "email">): string;
  /** Why this person cannot be reached by it, as a sentence for the delivery, or null. */
  whyNot(to: Recipient): string | null;
  /** Hands the message over and returns the other side's receipt. Throws `DeliveryFailure`. */
  send(message: Message): Promise<string>;
};

/** A message that was not taken over. `permanent` when the same message will never be; the text is shown to admins. */
export class DeliveryFailure extends Error {
  override name = "DeliveryFailure";

  constructor(
    message: string,
    readonly permanent: boolean,
  ) {
    super(message);
  }
}
