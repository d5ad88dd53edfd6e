import { openApi } from "./openapi";
import { operations } from "./operations";

/** The OpenAPI document of the whole API, for anybody. */
export function documentOfApi(): Response {
  return Response.json(openApi(operations), { headers: { "Cache-Control": "public, max-age=300" } });
}
