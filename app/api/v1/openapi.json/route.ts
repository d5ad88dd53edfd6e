import { documentOfApi } from "@/lib/web/api/document";

/** Read without a key: it says nothing of what is kept here. */
export const dynamic = "force-dynamic";

export const GET = documentOfApi;
