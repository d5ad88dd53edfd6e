import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";

type Props = { documentRef: string; hash: string; publicKey: string; keyFingerprint: string };

/** What exactly is signed, and how anybody can verify it without this product. */
export function TextPanel({ documentRef, hash, publicKey, keyFingerprint }: Props) {
  const link = "text-accent underline underline-offset-2";
  return (
    <Panel title="What is signed">
      <div className="flex flex-col gap-4 text-sm">
        <p>
          Title, severity, environment, classification, milestones and every section with the entries that are
          in it. Not signed: the incident's status, figures that follow from the milestones, and how far
          action items and verifications are.
        </p>
        <div>
          <p className="flex items-center gap-2 text-faint text-xs">
            SHA-256 of the text as it is now
            <CopyButton text={hash} label="Copy hash" variant="ghost" size="sm" />
          </p>
          <p className="wrap-anywhere rounded-sm bg-sunken px-2 py-1 font-mono text-xs">{hash}</p>
        </div>
        <p>
          <a href={`/incidents/${documentRef}/post-mortem`} className={link}>
            Read the document
          </a>{" "}
          ·{" "}
          <a href={`/incidents/${documentRef}/review/signed-text`} className={link}>
            Signed text (canonical JSON)
          </a>{" "}
          ·{" "}
          <a href={`/incidents/${documentRef}/review/signed-document`} className={link}>
            With its certificates
          </a>
        </p>
        <details>
          <summary className="cursor-pointer text-muted">Verify a signature offline</summary>
          <p className="mt-2">
            <code className="wrap-anywhere font-mono text-xs">npx highwater verify --key key.pem FILE</code>{" "}
            does it for the file with the certificates, against the key below. Without{" "}
            <code className="font-mono text-xs">--key</code> it shows the fingerprint of the key in the file:
            compare it with the one below. Without Highwater:
          </p>
          <ol className="mt-2 flex list-decimal flex-col gap-2 pl-5">
            <li>
              Save the public key below as <code className="font-mono text-xs">key.pem</code>, a certificate's
              statement as <code className="font-mono text-xs">statement.json</code> without a line end, and
              its signature, decoded from base64, as <code className="font-mono text-xs">signature.bin</code>.
            </li>
            <li>
              <code className="wrap-anywhere font-mono text-xs">
                openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in statement.json -sigfile signature.bin
              </code>
            </li>
            <li>
              The statement's hash is the SHA-256 of the signed text:{" "}
              <code className="font-mono text-xs">sha256sum</code> of the downloaded file.
            </li>
          </ol>
          <p className="mt-3 flex items-center gap-2 text-faint text-xs">
            Public key of this installation
            <CopyButton text={publicKey} label="Copy key" variant="ghost" size="sm" />
          </p>
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-sm bg-sunken px-2 py-1 font-mono text-xs">
            {publicKey.trim()}
          </pre>
          <p className="mt-2 text-faint text-xs">Its fingerprint, SHA-256 of its DER form</p>
          <p className="wrap-anywhere rounded-sm bg-sunken px-2 py-1 font-mono text-xs">{keyFingerprint}</p>
        </details>
      </div>
    </Panel>
  );
}
