import { endpoints } from "@/lib/web/api/endpoint";
import { sections } from "@/lib/web/api/resources/sections";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints(
  sections.getLessons,
  sections.editLessons,
);
