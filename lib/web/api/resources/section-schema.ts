import { z } from "zod";
import { DataLoss, FactorCategory, Precision } from "../../../../prisma/generated/enums";
import type { Impact } from "../../../incidents/impact/rules";
import { instant } from "./parts";

const count = z.object({ count: z.int(), precision: z.enum(Precision) }).nullable();
const text = z.object({ id: z.uuid(), text: z.string() });
const control = text.extend({ verification: z.string().nullable() });

/** The sections of a document as they are read and written, each under its address. */
export const sectionShown = {
  summary: z.object({ summary: z.string(), classification: z.string() }).meta({ id: "SummarySection" }),

  impact: z
    .object({
      user: z.array(z.string()),
      business: z.array(z.string()),
      detection: z.array(z.string()),
      usersAffected: count,
      customersAffected: count,
      unavailableFrom: instant.nullable(),
      unavailableTo: instant.nullable(),
      dataLoss: z.enum(DataLoss).nullable(),
      delay: z.string().nullable(),
    })
    .meta({ id: "ImpactSection" }),

  rootCauseAnalysis: z
    .object({
      whatHappened: z.string(),
      rootCauses: z.array(z.object({ id: z.uuid(), title: z.string(), text: z.string() })),
      factors: z.array(
        text.extend({
          category: z.enum(FactorCategory).nullable(),
          positive: z.boolean(),
          acceptedRisk: z.string().nullable(),
        }),
      ),
    })
    .meta({ id: "RootCauseAnalysisSection" }),

  resolution: z
    .object({
      fixes: z.array(text),
      codeChanges: z.array(
        text.extend({ file: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
      ),
    })
    .meta({ id: "ResolutionSection" }),

  lessons: z
    .object({ wentWell: z.array(text), wentWrong: z.array(text), lucky: z.array(text) })
    .meta({ id: "LessonsSection" }),

  prevention: z
    .object({ technical: z.array(control), process: z.array(control) })
    .meta({ id: "PreventionSection" }),
};

/** The impact section flat, in the shape in which it is written. */
export const asImpact = ({ figures, ...statements }: Impact) => ({ ...statements, ...figures });
