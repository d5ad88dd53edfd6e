import { encode } from "uqr";
import { Time } from "@/components/ui/time";
import type { SecondFactorStanding } from "@/lib/people/second-factor/queries";
import { inGroups } from "@/lib/people/second-factor/rules";
import { SecondFactorPanel } from "./second-factor-panel";

type Props = { factor: SecondFactorStanding; zone: string; now: Date };

/** The panel of one's own second factor; what only the server knows is rendered here. */
export function SecondFactor({ factor, zone, now }: Props) {
  return (
    <SecondFactorPanel state={factor.state}>
      {factor.state === "off" ? (
        <p className="text-muted text-sm">Off. Your password alone signs you in and signs documents.</p>
      ) : null}
      {factor.state === "setting-up" ? (
        <div className="flex flex-wrap items-start gap-4">
          <QrCode text={factor.address} />
          <div className="flex min-w-0 flex-1 basis-48 flex-col gap-2 text-sm">
            <p>Scan this with your authenticator, or type the secret into it.</p>
            <p className="break-words font-mono text-sm">{inGroups(factor.secret)}</p>
          </div>
        </div>
      ) : null}
      {factor.state === "on" ? (
        <p className="text-sm">
          On since <Time at={factor.since} zone={zone} now={now} absoluteOnly />.{" "}
          {factor.codesLeft === 1
            ? "1 recovery code is left."
            : `${factor.codesLeft} recovery codes are left.`}
        </p>
      ) : null}
    </SecondFactorPanel>
  );
}

/** Black on white in either theme: cameras want it so. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code of the secret"
      className="size-44 rounded-md"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dots.join("")} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
