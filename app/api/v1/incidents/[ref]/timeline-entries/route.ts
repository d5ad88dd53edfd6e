import { endpoints } from "@/lib/web/api/endpoint";
import { timelineEntries } from "@/lib/web/api/resources/timeline-entries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(
  timelineEntries.list,
  timelineEntries.add,
);
