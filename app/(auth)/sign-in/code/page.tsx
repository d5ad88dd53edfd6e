import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/people/auth-card";
import { Link } from "@/components/ui/link";
import { isCodeDue } from "@/lib/web/browser-session";
import { ownPath } from "@/lib/web/own-path";
import { currentSession } from "@/lib/web/session";
import { CodeForm } from "./code-form";

export const metadata: Metadata = { title: "Second step" };

type Search = Promise<{ callbackUrl?: string | string[] }>;

export default async function SecondStepPage({ searchParams }: { searchParams: Search }) {
  const [{ callbackUrl }, { session }, due] = await Promise.all([
    searchParams,
    currentSession(),
    isCodeDue(),
  ]);
  const next = ownPath(callbackUrl);
  if (session) redirect(next);
  if (!due) redirect("/sign-in");
  return (
    <>
      <AuthCard title="Second step" description="Give the code that your authenticator shows now.">
        <CodeForm callbackUrl={next} />
      </AuthCard>
      <p className="mt-4 px-1 text-faint text-sm">
        Without your device, give one of your recovery codes. Without those, an admin can take the second
        factor away.{" "}
        <Link href="/sign-in" className="text-accent underline underline-offset-2">
          Start again
        </Link>
      </p>
    </>
  );
}
