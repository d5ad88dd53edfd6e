import { endpoints } from "@/lib/web/api/endpoint";
import { pools } from "@/lib/web/api/resources/pools";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(pools.points);
