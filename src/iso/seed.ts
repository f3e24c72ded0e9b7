import { createIso } from "./writer.ts";

export interface SeedContent {
  /** A cloud-config. May hold a registration token: keep the result in a file of mode 0600. */
  readonly userData: string | Uint8Array;
  /** @default empty: no Edge installer reads it, and cloud-init's check of the medium wants the file */
  readonly metaData?: string | Uint8Array | undefined;
  readonly date?: Date | undefined;
}

/** The CD that an Edge host takes its site user-data from: label `cidata`, files `user-data` and `meta-data`. */
export function createSeedIso({ userData, metaData = "", date }: SeedContent): Uint8Array {
  return createIso({
    volumeId: "cidata",
    files: [
      { path: "/user-data", content: userData },
      { path: "/meta-data", content: metaData },
    ],
    ...(date && { date }),
  });
}
