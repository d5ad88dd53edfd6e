import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Profile" description="Who you are to the others, and how you sign in." />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="You" flush>
          <SkeletonRows rows={6} label="Your profile is being read" />
        </Panel>
        <Panel title="Password" flush>
          <SkeletonRows rows={6} label="One moment" />
        </Panel>
      </div>
    </div>
  );
}
