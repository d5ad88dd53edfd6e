import { endpoints } from "@/lib/web/api/endpoint";
import { services } from "@/lib/web/api/resources/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(services.list, services.create);
