import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Teams"
        description="A team owns services and action items. One of its members is accountable for them."
      />
      <Panel flush>
        <SkeletonRows rows={5} label="Teams are being read" />
      </Panel>
    </div>
  );
}
