import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="grid gap-5">
      <PageHeader title="Reviews" description="Post-mortems that wait for somebody." />
      <Panel flush>
        <SkeletonRows rows={8} label="Reading the queue" />
      </Panel>
    </div>
  );
}
