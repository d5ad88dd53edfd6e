import type { MetadataRoute } from "next";

/**
 * How Highwater stands among the apps of a device. One colour is all that a manifest can say, and the dark one blinds
 * nobody at night; pages say both (`app/layout.tsx`).
 */
export default function manifest(): MetadataRoute.Manifest {
  const icon = (size: number, purpose: "any" | "maskable") => ({
    src: `/icons/${purpose}-${size}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  return {
    id: "/",
    name: "Highwater",
    short_name: "Highwater",
    description: "Incident management that keeps the evidence beside the story.",
    lang: "en",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#0a1013",
    theme_color: "#0a1013",
    categories: ["business", "productivity"],
    icons: [icon(192, "any"), icon(512, "any"), icon(192, "maskable"), icon(512, "maskable")],
    shortcuts: [
      { name: "Declare an incident", url: "/incidents/new" },
      { name: "Incidents", url: "/incidents" },
      { name: "Inbox", url: "/inbox" },
    ],
  };
}
