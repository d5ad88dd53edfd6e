import { startProduct, stopProduct } from "../../support/product";

/**
 * Starts the product for all browser tests. They find its address as Playwright's base address, the way to make the
 * first administrator in HIGHWATER_E2E_SET_UP_URL, and its data folder in HIGHWATER_E2E_DATA_DIR.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const product = await startProduct(undefined, { HIGHWATER_PRIVATE_HOSTS: "127.0.0.1" });
  process.env.HIGHWATER_E2E_URL = product.url;
  process.env.HIGHWATER_E2E_SET_UP_URL = product.setUpUrl ?? "";
  process.env.HIGHWATER_E2E_DATA_DIR = product.dataFolder;
  return () => stopProduct(product);
}
