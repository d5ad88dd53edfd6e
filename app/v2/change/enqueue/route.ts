import { changeEvents } from "@/lib/web/intake/change-events";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = changeEvents;
