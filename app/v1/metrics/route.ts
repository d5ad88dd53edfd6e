import { intake } from "@/lib/web/intake/intake";
import { otlp } from "@/lib/web/intake/otlp";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = intake(otlp);
