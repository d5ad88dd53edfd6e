import { endpoints } from "@/lib/web/api/endpoint";
import { deploys } from "@/lib/web/api/resources/deploys";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(deploys.get);
