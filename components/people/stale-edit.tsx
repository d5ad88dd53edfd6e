import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";

type Props = {
  /** What the refusal carried: `current` is what stands there now, with the `base` of a next try. */
  detail: unknown;
  labels: Readonly<Record<string, string>>;
  /** What the form was made from, when nobody else has edited meanwhile. */
  base: string;
};

/**
 * The form's `base`. After somebody else's edit it also shows what stands there now, beside what was typed, and the
 * next sending is meant to replace it.
 */
export function StaleEdit({ detail, labels, base }: Props) {
  const current = currentOf(detail);
  return (
    <>
      <input type="hidden" name="base" value={current?.base ?? base} />
      {current ? (
        <Callout tone="warning" title="What stands there now">
          <DescriptionList
            items={Object.entries(labels).map(([name, label]) => ({
              key: name,
              term: label,
              value: current[name] || "None",
            }))}
          />
          <p className="mt-2">Your own version is in the form below. Saving it replaces this one.</p>
        </Callout>
      ) : null}
    </>
  );
}

function currentOf(detail: unknown): Record<string, string> | undefined {
  if (typeof detail !== "object" || detail === null || !("current" in detail)) return undefined;
  return detail.current as Record<string, string>;
}
