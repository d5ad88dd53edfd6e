import { endpoints } from "@/lib/web/api/endpoint";
import { actionItems } from "@/lib/web/api/resources/action-items";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(actionItems.changeStatus);
