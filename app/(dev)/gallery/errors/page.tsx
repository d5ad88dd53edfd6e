import { notFound } from "next/navigation";
import { ErrorPage } from "@/components/shell/error-page";
import { Button } from "@/components/ui/button";

type Props = { searchParams: Promise<{ kind?: string }> };

export default async function ErrorsPage({ searchParams }: Props) {
  if (process.env.NODE_ENV !== "development") notFound();
  const { kind } = await searchParams;
  if (kind === "throw") throw new Error("thrown for the gallery");
  const shown = kind === "no-access" || kind === "unavailable" ? kind : "fault";
  return (
    <ErrorPage kind={shown} reference="3871204455" actions={<Button variant="primary">Try again</Button>} />
  );
}
