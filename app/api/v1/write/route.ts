import { intake } from "@/lib/web/intake/intake";
import { remoteWrite } from "@/lib/web/intake/remote-write";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = intake(remoteWrite);
