import { endpoints } from "@/lib/web/api/endpoint";
import { attachments } from "@/lib/web/api/resources/attachments";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(attachments.list, attachments.add);
