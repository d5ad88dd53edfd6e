import { checkTrail } from "../../audit/queries";
import type { CliCommand } from "../command-line";
import { exitCodes } from "../failure";
import { withContext } from "../session";

/** `audit verify`: whether the trail is what was once written. */
export const verifyAudit: CliCommand = {
  words: "audit verify",
  does: "Checks the chain of the audit trail: changed, missing and reordered events.",
  takes: [],
  options: {},
  async run() {
    const { sealed, unsealed, oldestUnsealedAt, faults } = await withContext(checkTrail);
    const lines = faults.slice(0, 50).map(({ sequence, fault }) => `  ${fault} at ${sequence}`);
    const more = faults.length > 50 ? [`  and ${faults.length - 50} more`] : [];
    const waiting =
      unsealed === 0 ? "" : `; ${unsealed} not sealed yet, the oldest of ${oldestUnsealedAt?.toISOString()}`;
    const verdict = faults.length === 0 ? "The chain holds" : `${faults.length} faults in the chain`;
    return {
      text: [`${verdict}: ${sealed} sealed events${waiting}.`, ...lines, ...more].join("\n"),
      json: {
        holds: faults.length === 0,
        ...{ sealed, unsealed, oldestUnsealedAt },
        faults: faults.map(({ sequence, fault }) => ({ sequence: sequence.toString(), fault })),
      },
      ...(faults.length > 0 ? { exitCode: exitCodes.doesNotHold } : {}),
    };
  },
};
