import type { Target } from "../target.ts";
import { extTarget } from "./ext.ts";
import { fatTarget } from "./fat.ts";
import { isoTarget } from "./iso.ts";
import { ovaTarget } from "./ova.ts";
import { ovfTarget } from "./ovf.ts";
import { partitionsTarget } from "./partitions.ts";
import { qcow2Target } from "./qcow2.ts";
import { simulatedTarget } from "./simulated.ts";
import { vmdkTarget } from "./vmdk.ts";

export const targets: readonly Target[] = [
  isoTarget,
  vmdkTarget,
  ovfTarget,
  ovaTarget,
  qcow2Target,
  partitionsTarget,
  extTarget,
  fatTarget,
  simulatedTarget,
];
