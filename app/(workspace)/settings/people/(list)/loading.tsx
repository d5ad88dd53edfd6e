import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="People" description="Who uses Highwater, and in which role." />
      <Panel flush title="Everybody">
        <SkeletonRows rows={8} label="People are being read" />
      </Panel>
    </div>
  );
}
