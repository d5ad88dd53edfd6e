"use client";

import { Fault, type FaultProps } from "@/components/shell/fault";

export default function ErrorBoundary(props: FaultProps) {
  return <Fault {...props} />;
}
