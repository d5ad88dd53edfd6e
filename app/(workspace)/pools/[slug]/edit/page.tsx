import type { Metadata } from "next";
import { withCurrent } from "@/components/incidents/choices";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getPool, mayManagePool, poolBase, poolContent } from "@/lib/pools/queries";
import { orNotFound, pageContext } from "@/lib/web/session";
import { poolFormChoices } from "../../form-choices";
import { PoolForm } from "../../pool-form";

export const metadata: Metadata = { title: "Edit pool" };

export default async function EditPoolPage({ params }: { params: Promise<{ slug: string }> }) {
  const [context, { slug }] = await Promise.all([pageContext(), params]);
  const [pool, choices] = await Promise.all([orNotFound(getPool(context, slug)), poolFormChoices(context)]);
  if (pool.source.kind === "own" || !(await mayManagePool(context, pool.service)))
    return <ErrorPage kind="no-access" framed />;
  const { service, environment } = pool;
  return (
    <div className="grid gap-5">
      <PageHeader eyebrow="Pool" title={`Edit ${pool.name}`} />
      <Panel className="max-w-form">
        <PoolForm
          pool={{ slug, base: poolBase(pool), ...poolContent(pool) }}
          sources={choices.sources}
          kind={pool.source.kind}
          services={withCurrent(choices.services, service && { value: service.slug, label: service.name })}
          environments={withCurrent(
            choices.environments,
            environment && { value: environment.slug, label: environment.name },
          )}
          draft={`${context.actor.id}:pool:${slug}`}
        />
      </Panel>
    </div>
  );
}
