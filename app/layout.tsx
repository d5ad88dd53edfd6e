import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { SkipLink } from "@/components/shell/skip-link";
import { explicitTheme } from "@/components/shell/theme";
import { Toaster } from "@/components/ui/toaster";
import { themeCookie } from "@/lib/web/short-cookie";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Highwater", template: "%s · Highwater" },
  description: "Incident management that keeps the evidence beside the story.",
  applicationName: "Highwater",
  appleWebApp: { capable: true, title: "Highwater", statusBarStyle: "default" },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export async function generateViewport(): Promise<Viewport> {
  const chosen = explicitTheme((await cookies()).get(themeCookie().name)?.value);
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    // A keyboard takes its room from the page, so that what is fixed to the bottom is never beneath it.
    interactiveWidget: "resizes-content",
    colorScheme: chosen ?? "light dark",
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: chosen === "dark" ? "#0a1013" : "#f3f6f8" },
      { media: "(prefers-color-scheme: dark)", color: chosen === "light" ? "#f3f6f8" : "#0a1013" },
    ],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the cookie also makes every page dynamic, which a nonce for each answer needs.
  const theme = explicitTheme((await cookies()).get(themeCookie().name)?.value);
  return (
    <html lang="en" data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="font-sans">
        <SkipLink />
        {children}
        <Toaster />
      </body>
    </html>
  );
}
