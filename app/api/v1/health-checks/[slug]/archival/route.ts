import { endpoints } from "@/lib/web/api/endpoint";
import { healthChecks } from "@/lib/web/api/resources/health-checks";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(
  healthChecks.archive,
  healthChecks.restore,
);
