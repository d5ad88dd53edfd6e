import { endpoints } from "@/lib/web/api/endpoint";
import { imports } from "@/lib/web/api/resources/imports";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(imports.get, imports.discard);
