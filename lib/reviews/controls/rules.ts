/** Whether it is said how a control is verified: in words, or because something watches it. */
export const isVerified = ({ verification }: { verification: string | null }, watched: boolean): boolean =>
  watched || verification !== null;
