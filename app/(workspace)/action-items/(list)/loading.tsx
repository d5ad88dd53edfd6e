import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Action items"
        description="What was promised in post-mortems, by whom and until when."
      />
      <Panel flush>
        <SkeletonRows rows={10} label="Reading the action items" />
      </Panel>
    </div>
  );
}
