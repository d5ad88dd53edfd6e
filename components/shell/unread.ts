/** How much of an inbox was unread at an instant (milliseconds since 1970); 100 stands for that many or more. */
export type Unread = { unread: number; at: number };

/** Of what the frame was made with and what was asked since, the later one: either may have come last. */
export function latestUnread(made: Unread, heard: Unread | null): Unread {
  return heard && heard.at > made.at ? heard : made;
}
