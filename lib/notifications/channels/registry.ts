import type { Channel } from "./channel";
import { email } from "./email";
import { inbox } from "./inbox";

/** What is asked of a list of channels. */
export const registryOf = (channels: readonly Channel[]) => ({
  /** Every channel there is. */
  channels,
  /** Those that people may switch off, or have their digest by: all that something has to be sent by. */
  wishedChannels: channels.filter(({ instant }) => !instant),
  /** The channel of a name; null when a later build knew one that this one does not. */
  channelOf: (name: string): Channel | null => channels.find((channel) => channel.name === name) ?? null,
});

/** Every channel there is, those that people may switch off, and each by its name. */
export const { channels, wishedChannels, channelOf } = registryOf([inbox, email]);
