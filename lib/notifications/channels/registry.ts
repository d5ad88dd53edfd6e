import type { Channel } from "./channel";
import { email } from "./email";
import { inbox } from "./inbox";

/** Every channel there is. */
export const channels: readonly Channel[] = [inbox, email];

/** The channel of a name; null when a later build knew one that this one does not. */
export const channelOf = (name: string): Channel | null =>
  channels.find((channel) => channel.name === name) ?? null;
