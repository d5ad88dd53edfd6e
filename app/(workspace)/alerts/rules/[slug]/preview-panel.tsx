import { Suspense } from "react";
import { RangeNav } from "@/components/pools/range-nav";
import { Panel } from "@/components/ui/panel";
import { previewRule } from "@/lib/alerts/preview/queries";
import type { Rule } from "@/lib/alerts/rules/queries";
import type { Context } from "@/lib/core/context";
import { isRefusal } from "@/lib/core/refusal";
import { lookBackChoices, PreviewAnswer } from "../preview-answer";

type Props = { context: Context; rule: Rule; days: number; zone: string };

/** What a rule would have done as it is now; it comes when it is judged, and the page does not wait for it. */
export function PreviewPanel({ context, rule, days, zone }: Props) {
  return (
    <Panel
      title="Preview"
      description="What it would have done as it is now."
      id="preview"
      actions={
        <RangeNav
          label="Look back over"
          choices={lookBackChoices.map(({ value, label }) => ({
            ...{ key: value, label, current: value === String(days) },
            href: `/alerts/rules/${rule.slug}?look=${value}`,
          }))}
        />
      }
    >
      <Suspense key={days} fallback={<p role="status">Looking through the figures of {days} days …</p>}>
        <Judged context={context} rule={rule} days={days} zone={zone} />
      </Suspense>
    </Panel>
  );
}

async function Judged({ context, rule, days, zone }: Props) {
  const preview = await previewRule(context, rule, days).catch((error: unknown) => {
    if (isRefusal(error)) return error.message;
    throw error;
  });
  return typeof preview === "string" ? <p>{preview}</p> : <PreviewAnswer preview={preview} zone={zone} />;
}
