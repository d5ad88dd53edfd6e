import { ErrorPage } from "@/components/shell/error-page";

export default function WorkspaceNotFound() {
  return <ErrorPage kind="not-found" framed />;
}
