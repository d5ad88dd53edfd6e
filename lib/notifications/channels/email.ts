import { isMailAddress, mailSettings } from "../../core/mail-settings";
import { htmlOf, textOf } from "../mail/rules";
import { sendMail } from "../mail/transport";
import type { Channel } from "./channel";

/** E-mail over SMTP, where a server is set up. */
export const email: Channel = {
  name: "email",
  label: "E-mail",
  by: "by e-mail",
  instant: false,
  placeOf: ({ email }) => email,
  whyNot(to) {
    if (!mailSettings()) return "No mail server is set up.";
    return isMailAddress(to.email) ? null : "The person's address cannot be given to a mail server.";
  },
  send: (message) =>
    sendMail({
      id: message.id,
      to: { name: message.to.name, address: message.to.email },
      subject: message.subject,
      text: textOf(message),
      html: htmlOf(message),
      preferencesUrl: message.preferencesUrl,
      thread: message.thread,
    }),
};
