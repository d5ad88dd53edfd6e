/** A one-time link on its way to the page that shows it: whom it is for, where it leads, and until when it works. */
export type HandedOver = {
  email: string;
  origin: string;
  path: string;
  expiresAt: Date;
  /** Whether a mail takes it to them as well. */
  mailed: boolean;
};

/** Whether what a form was handed is such a link. */
export function isHandedOver(result: unknown): result is HandedOver {
  return typeof result === "object" && result !== null && "path" in result && "email" in result;
}
