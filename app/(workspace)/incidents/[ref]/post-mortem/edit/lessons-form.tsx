"use client";

import { lessonLabels } from "@/lib/reviews/lessons/labels";
import { submitLessons } from "../actions";
import { ListOf, listKeys, sentence } from "./list-of";
import { SectionForm, type SectionFormProps } from "./section-form";

type Row = { id: string; text: string };
type Props = SectionFormProps & {
  wentWell: readonly Row[];
  wentWrong: readonly Row[];
  lucky: readonly Row[];
};

export function LessonsForm({ wentWell, wentWrong, lucky, ...form }: Props) {
  return (
    <SectionForm {...form} action={submitLessons}>
      {(fields) => (
        <>
          <ListOf
            {...{ fields }}
            legend={lessonLabels.went_well}
            hint={listKeys}
            name="wentWell"
            noun="lesson"
            rows={wentWell}
            columns={sentence}
          />
          <ListOf
            {...{ fields }}
            legend={lessonLabels.went_wrong}
            name="wentWrong"
            noun="lesson"
            rows={wentWrong}
            columns={sentence}
          />
          <ListOf
            {...{ fields }}
            legend={lessonLabels.lucky}
            name="lucky"
            noun="lesson"
            rows={lucky}
            columns={sentence}
          />
        </>
      )}
    </SectionForm>
  );
}
