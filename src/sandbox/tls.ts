import "reflect-metadata"; // wanted by the library, before it loads
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** PEM texts. The authority's key is not among them: it signs once and is forgotten. */
export interface ServerIdentity {
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const dayMs = 86_400_000;
const validDays = 3650;

/**
 * An authority of the sandbox's own, and a certificate from it for every name that loopback has.
 *
 * @param addresses more IP addresses that it is good for: what this machine is called in a guest's network
 */
export async function createServerIdentity(now: number, addresses: readonly string[] = []): Promise<ServerIdentity> {
  const period = { notBefore: new Date(now - dayMs), notAfter: new Date(now + validDays * dayMs) };
  const [caKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=edgelab sandbox authority",
    keys: caKeys,
    signingAlgorithm: algorithm,
    ...period,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    subject: "CN=localhost,O=edgelab sandbox",
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: algorithm,
    ...period,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
        ...addresses.map((value) => ({ type: "ip" as const, value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    caPem: `${ca.toString("pem")}\n`,
    certPem: `${certificate.toString("pem")}\n`,
    keyPem: `${x509.PemConverter.encode(key, x509.PemConverter.PrivateKeyTag)}\n`,
  };
}

function newKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}
