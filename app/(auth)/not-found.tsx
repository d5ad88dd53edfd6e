import { ErrorPage } from "@/components/shell/error-page";

export default function AuthNotFound() {
  return <ErrorPage kind="not-found" framed />;
}
