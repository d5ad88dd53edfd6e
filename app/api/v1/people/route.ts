import { endpoints } from "@/lib/web/api/endpoint";
import { people } from "@/lib/web/api/resources/people";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(people.list);
