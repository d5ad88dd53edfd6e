import { endpoints } from "@/lib/web/api/endpoint";
import { alertRules } from "@/lib/web/api/resources/alert-rules";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(alertRules.get, alertRules.edit);
