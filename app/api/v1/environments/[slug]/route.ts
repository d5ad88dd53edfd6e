import { endpoints } from "@/lib/web/api/endpoint";
import { environments } from "@/lib/web/api/resources/environments";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(environments.get);
