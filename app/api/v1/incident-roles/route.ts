import { endpoints } from "@/lib/web/api/endpoint";
import { incidentRoles } from "@/lib/web/api/resources/incident-roles";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(incidentRoles.list);
