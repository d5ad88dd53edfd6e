import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Time } from "@/components/ui/time";
import { stepLabels, steps } from "@/lib/reviews/sign-offs/labels";
import type { Standing } from "@/lib/reviews/sign-offs/rules";
import type { SignOffStep } from "@/prisma/generated/enums";

type Props = {
  now: Standing;
  zone: string;
  /** What stands beneath a step: its form, or why it cannot be given. */
  beneath?: ((step: SignOffStep) => ReactNode) | undefined;
};

/** The three steps of a sign-off, who gave each that stands, and which is next. */
export function StepList({ now, zone, beneath }: Props) {
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => {
        const given = now.given[step];
        return (
          <li key={step} className="flex gap-3">
            <div className="flex flex-col items-center">
              <Mark done={given !== undefined} next={now.next === step} number={index + 1} />
              {index < steps.length - 1 ? (
                <span
                  aria-hidden="true"
                  className={cx("w-px grow", given ? "bg-success-solid" : "bg-line")}
                />
              ) : null}
            </div>
            <div className={cx("min-w-0 grow", index < steps.length - 1 && "pb-5")}>
              <p className="flex min-h-6 flex-wrap items-center gap-x-2 font-medium">
                {stepLabels[step].done}
                <span className="font-normal text-faint text-sm">
                  {given
                    ? ""
                    : now.next === step
                      ? `next, by ${stepLabels[step].by}`
                      : `by ${stepLabels[step].by}`}
                </span>
              </p>
              {given ? (
                <p className="text-muted text-sm">
                  <span className="text-ink">{given.name}</span>
                  {given.title ? `, ${given.title}` : null} · <Time at={given.at} zone={zone} show="full" />
                </p>
              ) : null}
              {given?.comment ? <p className="mt-1 whitespace-pre-line text-sm">“{given.comment}”</p> : null}
              {beneath?.(step)}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Mark({ done, next, number }: { done: boolean; next: boolean; number: number }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "tabular flex size-6 shrink-0 items-center justify-center rounded-full font-semibold text-xs",
        done
          ? "bg-success-solid text-panel"
          : next
            ? "text-accent ring-2 ring-accent ring-inset"
            : "text-faint ring-1 ring-edge ring-inset",
      )}
    >
      {done ? <Check className="size-3.5" strokeWidth={3} /> : number}
    </span>
  );
}
