"use client";

import dynamic from "next/dynamic";

const ToastRegion = dynamic(() => import("./toast-region").then((module) => module.ToastRegion), {
  ssr: false,
});

/** Where toasts appear; once, in the root layout. Raise one with `toast` from `sonner`. */
export function Toaster() {
  return <ToastRegion />;
}
