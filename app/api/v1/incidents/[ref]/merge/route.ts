import { endpoints } from "@/lib/web/api/endpoint";
import { incidents } from "@/lib/web/api/resources/incidents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(incidents.merge, incidents.unmerge);
