import { endpoints } from "@/lib/web/api/endpoint";
import { statusUpdates } from "@/lib/web/api/resources/status-updates";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(statusUpdates.list, statusUpdates.write);
