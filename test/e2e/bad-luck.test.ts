import { writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "../../src/core/secret.ts";
import { down, type Lab, type LabEvent, up } from "../../src/index.ts";
import { createIso } from "../../src/iso/writer.ts";
import { createPlainMachine, isShared, openStage, recorder, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
let before: readonly string[];
const quiet = { signal, emit: () => undefined };

beforeAll(async () => {
  stage = await openStage({ palette: { projects: ["Default", "Other"] } });
  await plainMachine();
  before = await stage.inventory();
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose](), 60_000);

const own = (lines: readonly string[]) => lines.filter((line) => !isShared(line));

/** A powered-off VM of somebody else, without a snapshot. */
async function plainMachine(): Promise<void> {
  const { vcenter: settings } = await stage.lab("single-node", "bad");
  const { inventory } = stage.vsphere;
  const place = await inventory.place(settings, { signal });
  const folder = await inventory.folder("Labs", place.datacenter, { signal });
  await createPlainMachine(stage.vsphere, { name: "plain", folder, place }, { signal });
}

interface Case {
  readonly change: (lab: Lab) => Lab;
  readonly code: string;
  readonly text: RegExp;
}

const vcenter = (change: Partial<Lab["vcenter"]>) => (lab: Lab) => ({ ...lab, vcenter: { ...lab.vcenter, ...change } });
const palette = (change: Partial<Lab["palette"]>) => (lab: Lab) => ({ ...lab, palette: { ...lab.palette, ...change } });

test.each<[string, Case]>([
  [
    "a wrong password",
    { change: vcenter({ password: new Secret("wrong") }), code: "LOGIN_REFUSED", text: /password is wrong/ },
  ],
  [
    "an unknown authority",
    { change: vcenter({ tls: { insecure: false } }), code: "CERTIFICATE_UNTRUSTED", text: /fingerprint/ },
  ],
  [
    "nobody listening",
    { change: vcenter({ server: "https://127.0.0.1:9/sdk" }), code: "UNREACHABLE", text: /127\.0\.0\.1/ },
  ],
  ["a datastore that is not there", { change: vcenter({ datastore: "nvme-10" }), code: "NOT_FOUND", text: /nvme-01/ }],
  [
    "a network that is not there",
    { change: vcenter({ network: "VM Netwerk" }), code: "NOT_FOUND", text: /VM Network/ },
  ],
  ["a folder that is not there", { change: vcenter({ folder: "Labs/egde" }), code: "NOT_FOUND", text: /edge/ }],
  ["a wrong API key", { change: palette({ apiKey: new Secret("wrong") }), code: "API_KEY_REFUSED", text: /key/ }],
  ["a project that is not there", { change: palette({ project: "Defualt" }), code: "NOT_FOUND", text: /Default/ }],
  [
    "a pack that does not exist",
    {
      change: (lab) => ({
        ...lab,
        profile: {
          ...lab.profile,
          packs: lab.profile.packs.map((pack) => ({ ...pack, name: pack.name.replace("edge-k3s", "edge-k4s") })),
        },
      }),
      code: "PACK_NOT_FOUND",
      text: /edge-k3s/,
    },
  ],
  [
    "an existing template that is not there",
    {
      change: (lab) => ({ ...lab, template: { ...lab.template, builder: "existing", name: "Templates/none" } }),
      code: "NOT_FOUND",
      text: /none/,
    },
  ],
  [
    "an existing template without snapshot",
    {
      change: (lab) => ({ ...lab, template: { ...lab.template, builder: "existing", name: "Labs/plain" } }),
      code: "TEMPLATE_UNUSABLE",
      text: /no snapshot.*snapshot\.create/,
    },
  ],
])("%s is one clear message, and nothing is done", { timeout: 60_000 }, async (_, { change, code, text }) => {
  const lab = change(await stage.lab("single-node", "bad"));
  const error = await up(lab, quiet).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code });
  const { what, why, next } = (error as { details: { what: string; why?: string; next?: string } }).details;
  expect([what, why, next].join(" ")).toMatch(text);
  expect(own(await stage.inventory())).toEqual(before);
});

test("none of the addresses is free: why not, each", { timeout: 60_000 }, async () => {
  const lab = await stage.lab("single-node", "vip");
  const busy = {
    ...lab,
    cluster: { ...lab.cluster, vips: ["10.0.20.1", "10.0.21.9"] },
    network: { ...lab.network, gateway: "10.0.20.1" },
  };
  await expect(up(busy, quiet)).rejects.toMatchObject({
    code: "NO_FREE_VIP",
    message: expect.stringMatching(/gateway.*outside/),
  });
  await down(busy, quiet);
  expect(own(await stage.inventory())).toEqual(before);
});

test("a token for another project: hosts are told their project by name, so a revoked one is refused", {
  timeout: 60_000,
}, async () => {
  const { tokens, projects } = stage.palette;
  const { uid } = await projects.find("Other", { signal });
  const token = await tokens.create(
    { name: "theirs", defaultProjectUid: uid, expiresAt: new Date(Date.now() + 1e9) },
    { signal },
  );
  const { secret } = await tokens.get(token.uid, { signal });
  const lab = await stage.lab("single-node", "token");
  const given = { ...lab, registration: { ...lab.registration, token: secret! } };
  await expect(up(given, quiet)).rejects.toMatchObject({
    code: "REGISTRATION_FAILED",
    message: expect.stringContaining('"Other"'),
  });
  await down(given, quiet);
  await tokens.delete(token.uid, { signal });
  expect(own(await stage.inventory())).toEqual(before);
});

test("an ISO that is no installer ends in a guest that never wrote to its disk", { timeout: 60_000 }, async () => {
  const lab = await stage.lab("single-node", "iso");
  await mkdir(lab.workDir, { recursive: true });
  const iso = join(lab.workDir, "music.iso");
  await writeFile(iso, createIso({ volumeId: "MUSIC", files: [{ path: "/track-1.txt", content: "la" }] }));
  const wrong = { ...lab, installer: { ...lab.installer, iso }, limits: { ...lab.limits, installTimeoutMs: 3_000 } };
  const machines = async () => (await stage.inventory()).filter((line) => line.startsWith("VM"));
  const there = await machines();
  const { events, emit } = recorder();
  await expect(up(wrong, { signal, emit })).rejects.toMatchObject({
    code: "INSTALL_FAILED",
    message: expect.stringMatching(/never wrote to its disk.*last screen is in .*\.png/),
  });
  expect(events).toContainEqual(
    expect.objectContaining({
      type: "warning",
      message: expect.stringContaining("does not look like an Edge installer"),
    }),
  );
  await down(wrong, quiet);
  expect(await machines()).toEqual(there);
});

test("hosts with a token that Palette refuses are late, and say for what they wait", { timeout: 60_000 }, async () => {
  const lab = await stage.lab("tutorial", "late");
  const wrong = {
    ...lab,
    registration: { ...lab.registration, token: new Secret("no such token") },
    limits: { ...lab.limits, registerTimeoutMs: 5_000 },
  };
  const { events, emit } = recorder();
  const error = await up(wrong, { signal, emit }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "TIMED_OUT",
    details: {
      what: expect.stringMatching(/it waits for registration/),
      why: expect.stringMatching(/Last seen: poweredOn, 10\.0\.20\.\d+.*unknown to Palette.*Also failed: demo-\d/),
    },
  });
  const waits = events.filter(
    (event): event is LabEvent & { type: "waiting" } => event.type === "waiting" && event.phase === "register",
  );
  expect(new Set(waits.map(({ waitingFor }) => waitingFor))).toEqual(new Set(["an address", "registration"]));
  const seeds = async () => (await stage.inventory()).flatMap((line) => /demo-\d\.iso$/.exec(line)?.[0] ?? []);
  expect(await seeds()).toEqual(["demo-1.iso", "demo-2.iso", "demo-3.iso"]);
  // a host that leaves the lab before it has registered takes its seed along, and with it the token
  const smaller = { ...wrong, hosts: wrong.hosts.slice(0, 1) };
  await expect(up(smaller, { signal, emit })).rejects.toMatchObject({ code: "TIMED_OUT" });
  expect(await seeds()).toEqual(["demo-1.iso"]);
  // the same lab with the right token: hosts that never registered lose nothing by being made anew, so nobody is asked
  await down(wrong, quiet);
  expect(own(await stage.inventory())).toEqual(before);
});
