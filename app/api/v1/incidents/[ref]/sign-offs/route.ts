import { endpoints } from "@/lib/web/api/endpoint";
import { signOffs } from "@/lib/web/api/resources/sign-offs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(signOffs.list);
