/** One place in the bar at the bottom of phones, as those of the shell look. */
export const pocketSlot =
  "flex h-(--dock-height) min-w-0 flex-1 flex-col items-center justify-center gap-0.5! text-2xs -outline-offset-4 [&_svg]:size-5";
