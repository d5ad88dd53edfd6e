import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

export default function StatusLayout({ children }: { children: ReactNode }) {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col gap-6 px-5 pt-8 pb-12 sm:pt-14"
    >
      <Logo />
      {children}
    </main>
  );
}
