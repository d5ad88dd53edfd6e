import type { ReactNode } from "react";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import { Editor, type EditableSection as Section } from "./edit/editor";
import { DocumentSection } from "./read/section";

/** What all sections that are edited in place share. */
export type Editing = {
  document: PostMortemDocument;
  personId: string;
  mayEdit: boolean;
  /** The one section whose form is open. */
  section: Section | null;
  /** Who has signed the text as it is. */
  signers: readonly string[];
};

type Props = {
  section: Section;
  editing: Editing;
  isEmpty: boolean;
  /** What is said while nothing is written. */
  empty: string;
  children: ReactNode;
};

/** A section to read, or its form in the same place. */
export function EditableSection({ section, editing, isEmpty, empty, children }: Props) {
  const { document, personId, signers } = editing;
  if (editing.section === section)
    return (
      <DocumentSection section={section}>
        <Editor {...{ document, section, personId, signers }} />
      </DocumentSection>
    );
  const edit = { href: `/incidents/${document.ref}/post-mortem?edit=${section}#${section}`, label: "Edit" };
  return (
    <DocumentSection
      section={section}
      edit={editing.mayEdit ? edit : undefined}
      isEmpty={isEmpty}
      empty={empty}
    >
      {children}
    </DocumentSection>
  );
}
