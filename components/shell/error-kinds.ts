export type ErrorKind = "not-found" | "no-access" | "unavailable" | "outdated" | "fault";

type Words = { title: string; happened: string; kept: string; next: string };

/** What each kind of failure says: what happened, what was kept, and what to do. */
export const errorWords: Record<ErrorKind, Words> = {
  "not-found": {
    title: "There is nothing at this address",
    happened: "The address is mistyped, what was here has moved, or it is not shared with you.",
    kept: "Nothing was changed.",
    next: "Check the address, or search for what you were after.",
  },
  "no-access": {
    title: "Your role does not allow this",
    happened: "You are signed in, and this page or act needs another role.",
    kept: "Nothing was changed. Text you typed is kept on this device.",
    next: "Ask an admin for the role that you need.",
  },
  unavailable: {
    title: "Highwater cannot answer just now",
    happened:
      "The database did not answer in time. New incidents and alerts are refused rather than lost, so that senders try again.",
    kept: "Everything saved before is safe. Text you typed is kept on this device.",
    next: "Try again in a moment. If it stays like this, whoever runs this installation should look at its log.",
  },
  outdated: {
    title: "Highwater was upgraded meanwhile",
    happened:
      "This page was opened before the upgrade, and the server no longer knows its forms: what you just sent was not saved.",
    kept: "What was saved before stays saved. The text you typed is shown below; longer forms also bring it back by themselves.",
    next: "Load the page again and send it once more.",
  },
  fault: {
    title: "Something here is broken",
    happened: "This page met a fault of Highwater's own. Other pages go on working.",
    kept: "What was saved stays saved. If you had just sent something, look whether it is there before you send it again.",
    next: "Try again. If it fails again, give the reference below to whoever runs this installation: the log names the cause under it.",
  },
};
