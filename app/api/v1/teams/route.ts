import { endpoints } from "@/lib/web/api/endpoint";
import { teams } from "@/lib/web/api/resources/teams";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(teams.list);
