import { expect, test } from "vitest";
import { UntrustedCertificateError } from "../../core/tls.ts";
import type { LabPlace } from "../../index.ts";
import { trusting } from "./trusting.ts";

const fingerprint = "AB:CD";
const tls = { insecure: false };
const place = {
  vcenter: { server: "https://vcenter.example.com/sdk", tls },
  palette: { endpoint: "https://palette.example.com", tls },
} as LabPlace;

const refused = (host: string, pinned?: string) =>
  new UntrustedCertificateError(
    { host, port: 443, servername: host },
    "SELF_SIGNED_CERT_IN_CHAIN",
    fingerprint,
    pinned,
  );

/** Refuses each server that is not pinned, one after the other, as a first contact with two unknown servers does. */
const connect = async ({ vcenter, palette }: LabPlace) => {
  if (vcenter.tls.fingerprint !== fingerprint) throw refused("vcenter.example.com");
  if (palette.tls.fingerprint !== fingerprint) throw new Error("wrapped", { cause: refused("palette.example.com") });
  return "connected";
};

function person(answer: boolean) {
  const asked: string[] = [];
  const said: string[] = [];
  const confirm = async (question: string) => {
    asked.push(question);
    return answer;
  };
  return { asked, said, confirm, say: (text: string) => void said.push(text) };
}

test("each unknown certificate is shown and confirmed, and how to keep it is said", async () => {
  const mia = person(true);
  await expect(trusting(place, mia, connect)).resolves.toBe("connected");
  expect(mia.asked).toHaveLength(2);
  expect(mia.asked[0]).toContain("vcenter.example.com:443");
  expect(mia.asked[0]).toContain(fingerprint);
  expect(mia.said[1]).toContain('palette: { tls: { fingerprint: "AB:CD" } }');
});

test("no is no", async () => {
  const mia = person(false);
  await expect(trusting(place, mia, connect)).rejects.toThrow("is not trusted");
  expect(mia.asked).toHaveLength(1);
});

test("where nobody can answer, it is refused", async () => {
  await expect(trusting(place, { confirm: undefined, say: () => {} }, connect)).rejects.toThrow("is not trusted");
});

test("a pinned certificate that changed is never offered", async () => {
  const mia = person(true);
  const changed = () => Promise.reject(refused("vcenter.example.com", "EF:01"));
  await expect(trusting(place, mia, changed)).rejects.toThrow("is not trusted");
  expect(mia.asked).toEqual([]);
});
