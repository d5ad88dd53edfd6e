import { redirect } from "next/navigation";
import { pageContext } from "@/lib/web/session";

/** The settings have no page of their own; everybody has a profile. */
export default async function SettingsPage() {
  await pageContext();
  redirect("/settings/profile");
}
