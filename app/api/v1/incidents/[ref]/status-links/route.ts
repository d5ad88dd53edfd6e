import { endpoints } from "@/lib/web/api/endpoint";
import { statusLinks } from "@/lib/web/api/resources/status-links";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(statusLinks.list);
