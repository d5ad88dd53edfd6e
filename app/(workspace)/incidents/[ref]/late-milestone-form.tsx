"use client";

import dynamic from "next/dynamic";
import { orFormMissing } from "./form-missing";

/** `MilestoneForm`, fetched where it is opened: every page of an incident would bring it, and few readers set one by hand. */
export const LateMilestoneForm = dynamic(() =>
  import("./milestone-form").then(({ MilestoneForm }) => MilestoneForm, orFormMissing),
);
