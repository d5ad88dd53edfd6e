import { endpoints } from "@/lib/web/api/endpoint";
import { documents } from "@/lib/web/api/resources/documents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(documents.export);
