"use client";

import { Fault, type FaultProps } from "@/components/shell/fault";

/** A fault within a page: the frame stays, so that one can go on elsewhere. */
export default function WorkspaceError(props: FaultProps) {
  return <Fault {...props} framed />;
}
