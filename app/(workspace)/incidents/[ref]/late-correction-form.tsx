"use client";

import dynamic from "next/dynamic";
import { orFormMissing } from "./form-missing";

/** `CorrectionForm`, fetched where it is opened: a timeline is read far more often than it is corrected. */
export const LateCorrectionForm = dynamic(() =>
  import("./correction-form").then(({ CorrectionForm }) => CorrectionForm, orFormMissing),
);
