import { Role } from "../../../prisma/generated/enums";
import type { CliCommand, Outcome } from "../command-line";
import { BadUsage } from "../failure";
import { withContext } from "../session";
import { addPerson, dropSecondFactor, type LinkToHandOver, offerLink } from "./person-links";

/** `user add`: a person, and the link with which they choose a password. */
export const addUser: CliCommand = {
  words: "user add",
  does: "Adds a person and prints the one-time link with which they choose a password.",
  takes: [{ name: "EMAIL" }],
  options: {
    name: { value: "NAME", does: "What the person is called." },
    role: {
      value: "ROLE",
      does: "viewer, responder (if not given), lead, approver or admin.",
      completes: Object.values(Role),
    },
    title: { value: "TITLE", does: "Job title, as it stands under a signature." },
  },
  async run(order) {
    const [email] = order.given;
    const name = order.text("name");
    if (!name) throw new BadUsage("Say what the person is called: --name NAME.");
    const input = { email, name, role: order.text("role") ?? "responder", title: order.text("title") ?? "" };
    return handOver(await withContext((context) => addPerson(context, input)));
  },
};

/** `user reset-password`: a way back in for somebody who lost theirs, the last admin included. */
export const resetPassword: CliCommand = {
  words: "user reset-password",
  does: "Prints a one-time link with which that person sets a new password. A second factor stays.",
  takes: [{ name: "EMAIL" }],
  options: {},
  async run({ given: [email = ""] }) {
    return handOver(await withContext((context) => offerLink(context, email)));
  },
};

/** `user reset-second-factor`: for somebody who lost the phone and the recovery codes, the last admin included. */
export const resetSecondFactor: CliCommand = {
  words: "user reset-second-factor",
  does: "Takes the second factor from a person who lost it.",
  takes: [{ name: "EMAIL" }],
  options: {},
  async run({ given: [typed = ""] }) {
    const email = await withContext((context) => dropSecondFactor(context, typed));
    return { text: `${email} has no second factor now: the password is enough.`, json: { email } };
  },
};

function handOver({ email, purpose, address, expiresAt }: LinkToHandOver): Outcome {
  const until = `${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return {
    text: `With this link ${email} can ${purpose}, once, until ${until}:\n  ${address}`,
    json: { email, purpose, address, expiresAt },
  };
}
