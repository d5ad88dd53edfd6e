import { endpoints } from "@/lib/web/api/endpoint";
import { poolSources } from "@/lib/web/api/resources/pool-sources";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(
  poolSources.get,
  poolSources.edit,
  poolSources.remove,
);
