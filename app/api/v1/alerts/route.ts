import { endpoints } from "@/lib/web/api/endpoint";
import { alerts } from "@/lib/web/api/resources/alerts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(alerts.list);
