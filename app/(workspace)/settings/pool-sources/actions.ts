"use server";

import { readHistory, stopHistory } from "@/lib/pools/histories/commands";
import { addSource, editSource, removeSource } from "@/lib/pools/sources/commands";
import { action } from "@/lib/web/action";

const list = () => "/settings/pool-sources";

export const submitNew = action(addSource, { goTo: list });

export const submitEdit = action(editSource, { goTo: list });

export const submitRemoval = action(removeSource, { goTo: list });

const history = ({ slug }: { slug: string }) => `${list()}?history=${slug}#history`;

export const submitHistory = action(readHistory, { goTo: history });

export const submitHistoryStop = action(stopHistory, { goTo: history });
