import { endpoints } from "@/lib/web/api/endpoint";
import { milestones } from "@/lib/web/api/resources/milestones";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(milestones.get, milestones.set);
