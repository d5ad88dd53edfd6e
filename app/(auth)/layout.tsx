import type { ReactNode } from "react";
import { Tide } from "@/components/people/tide";
import { Logo } from "@/components/shell/logo";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh w-full max-w-[27rem] flex-col justify-start px-5 pt-8 pb-12 sm:pt-[12vh]"
    >
      <Tide />
      <div className="mb-6 sm:mb-8">
        <Logo />
      </div>
      {children}
    </main>
  );
}
