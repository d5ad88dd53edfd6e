import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="grid gap-5">
      <PageHeader
        title="Controls"
        description="What post-mortems promised to hold from now on, and whether it does."
      />
      <Panel flush>
        <SkeletonRows rows={8} label="Reading the controls" />
      </Panel>
    </div>
  );
}
