import { createDescriptor, parseDescriptor, parseManifest } from "../../../src/ovf/index.ts";
import { ovfDescriptor } from "../../kit/ovf-descriptor.ts";
import { checkName } from "../misuse.ts";
import type { Random } from "../random.ts";
import type { Target } from "../target.ts";

const hardware = {
  cpus: 4,
  memoryMiB: 8192,
  firmware: "efi",
  guestId: "ubuntu64Guest",
  version: "vmx-14",
  scsiController: "pvscsi",
} as const;

export const ovfDescriptorSeed = createDescriptor({
  name: "edge",
  hardware,
  product: { name: "Edge", version: "1", facts: { inputs: "abc" } },
  annotation: "a note",
  disks: [{ fileName: "edge-disk1.vmdk", sizeBytes: 70_000, capacityBytes: 64 << 20, populatedBytes: 1 << 20 }],
});
const manifest = `SHA256(edge.ovf)= ${"0".repeat(64)}\nSHA256(edge-disk1.vmdk)= ${"a".repeat(64)}\n`;

const words = [
  "../../etc/passwd",
  "..",
  "../a",
  "a/b",
  "/etc/passwd",
  "file:///etc/passwd",
  "a\\b",
  "&#0;",
  "&amp;",
  "&#x1F600;",
  "<!DOCTYPE x [<!ENTITY a 'b'>]>",
  "<![CDATA[",
  "]]>",
  "byte * 2^99",
  "byte * 2^20",
  "byte*2^-1",
  "MegaBytes",
  "KiloBytes",
  "-1",
  "1e309",
  "99999999999999999999999",
  "${prop}",
  "__proto__",
  "constructor",
  'ovf:required="false"',
  'ovf:compression="gzip"',
  'ovf:chunkSize="7"',
  'ovf:configuration="a b"',
  'xml:lang="de"',
  "<Item/>",
  "<File/>",
  "<Disk/>",
  "<VirtualSystem/>",
  "<VirtualSystemCollection>",
  "<ProductSection/>",
  "<DeploymentOptionSection><Configuration ovf:id='a'/></DeploymentOptionSection>",
  "SHA1(",
  "SHA512(x)= ",
  ")= ",
  "\uFEFF",
  "\0",
];

export const ovfTarget: Target = {
  name: "ovf",
  form: "text",
  blockBytes: 512,
  codes: ["OVF_INVALID"],
  words,
  seeds: async () => [
    { name: "ours", bytes: Buffer.from(ovfDescriptorSeed) },
    {
      name: "another's",
      bytes: Buffer.from(
        ovfDescriptor({ disk: { path: "d.vmdk", sizeBytes: 1000 }, iso: { path: "i.iso", sizeBytes: 2048 } }),
      ),
    },
    { name: "manifest", bytes: Buffer.from(manifest) },
  ],
  change: giveAttributeOtherValue,
  async run(_, bytes) {
    const text = bytes.toString("utf8");
    if (!text.includes("<")) {
      parseManifest(text);
      return;
    }
    const { files, disks } = parseDescriptor(text);
    for (const { href } of files) checkName(href);
    for (const { capacityBytes } of disks) {
      if (!Number.isSafeInteger(capacityBytes) || capacityBytes < 0) throw new Error(`a capacity of ${capacityBytes}`);
    }
  },
};

/** Chosen by name first: otherwise the one `href` would be lost among the many others. */
function giveAttributeOtherValue(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString("latin1");
  const found = [...text.matchAll(/ ([\w:]+)="[^"]*"/g)];
  if (found.length === 0) return bytes;
  const name = random.pick([...new Set(found.map(([, name]) => name))]);
  const { 0: old, index } = random.pick(found.filter(([, other]) => other === name));
  const value = Buffer.from(random.pick(words)).toString("latin1");
  return Buffer.from(`${text.slice(0, index)} ${name}="${value}"${text.slice(index + old.length)}`, "latin1");
}
