import { ErrorPage } from "@/components/shell/error-page";
import { pageSession } from "@/lib/web/session";
import { LeftHere } from "./left-here";

/** Where there is no incident that the reader may see: what they typed into it is theirs to take along or discard. */
export default async function IncidentNotFound() {
  const { session } = await pageSession();
  return (
    <>
      <ErrorPage kind="not-found" framed />
      <LeftHere personId={session.person.id} />
    </>
  );
}
