"use server";

import { addPool, archivePool, editPool, restorePool } from "@/lib/pools/commands";
import { action } from "@/lib/web/action";

const page = ({ slug }: { slug: string }) => `/pools/${slug}`;

export const submitNew = action(addPool, { goTo: page });

export const submitEdit = action(editPool, { goTo: page });

export const submitArchive = action(archivePool);

export const submitRestore = action(restorePool);
