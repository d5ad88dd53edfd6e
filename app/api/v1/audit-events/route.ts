import { endpoints } from "@/lib/web/api/endpoint";
import { auditEvents } from "@/lib/web/api/resources/audit-events";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(auditEvents.list);
