import { unseal } from "../../core/sealed";
import { passwordPurpose } from "./schema";
import { CannotCollect, type SourceAddress } from "./source";

type Sealed = Omit<SourceAddress, "password"> & { id: string; password: Uint8Array | null };

/** Where a source is and how it is entered, its password opened. Throws `CannotCollect` where another key sealed that. */
export function addressOf(source: Sealed): SourceAddress {
  const password = source.password ? unseal(source.password, passwordPurpose(source.id)) : "";
  if (password === null)
    throw new CannotCollect("Its password was sealed with another encryption key: enter it again.");
  return { ...source, password };
}
