"use server";

import { editProfile } from "@/lib/people/commands";
import { changePassword } from "@/lib/people/passwords/commands";
import {
  abandonSecondFactor,
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  switchOffSecondFactor,
} from "@/lib/people/second-factor/commands";
import { revokeOtherSessions, revokeSession } from "@/lib/people/sign-in/commands";
import { action } from "@/lib/web/action";

const inThisSession = { add: ({ sessionId }: { sessionId: string | null }) => ({ sessionId }) };

const others = (ended: number) =>
  ended === 1 ? "1 other session was ended." : `${ended} other sessions were ended.`;

export const submitProfile = action(editProfile, { say: "Saved." });

export const submitPassword = action(changePassword, {
  ...inThisSession,
  say: ({ ended }) =>
    `Your password is changed. ${ended === 0 ? "You are signed in nowhere else." : others(ended)}`,
});

const showCodes = { show: ({ codes }: { codes: string[] }) => ({ codes }) };

export const submitFactorStart = action(beginSecondFactor, inThisSession);

export const submitFactorAbandonment = action(abandonSecondFactor);

export const submitFactorCode = action(confirmSecondFactor, showCodes);

export const submitNewCodes = action(renewRecoveryCodes, { ...inThisSession, ...showCodes });

export const submitFactorOff = action(switchOffSecondFactor, inThisSession);

export const submitSessionEnd = action(revokeSession, { say: "The session was ended." });

export const submitOtherSessionsEnd = action(revokeOtherSessions, {
  ...inThisSession,
  say: ({ ended }) => others(ended),
});
