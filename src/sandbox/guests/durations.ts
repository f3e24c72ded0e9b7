/** Milliseconds of the guests' clock. The defaults keep the real order and proportions, in seconds instead of minutes. */
export interface GuestDurations {
  /** Firmware and boot loader, until an operating system runs. Real: about a minute. */
  readonly boot: number;
  /** Each of the installer's nine steps. Real: 5 to 10 minutes in all. */
  readonly installStep: number;
  /** Between the last message of an installation and its power-off or reboot. Real: 5 s. */
  readonly grace: number;
  /** How long an installer without any configuration waits for some. Real: 5 minutes. */
  readonly userDataWait: number;
  /** How often a waiting guest looks again: at its media, or at its network. */
  readonly look: number;
  /** First wait after a failed registration; doubled each time. */
  readonly retry: number;
  readonly retryMax: number;
  /** Download of the provider image, 4 to 5 GB. Real: minutes. */
  readonly imageDownload: number;
  /** From the provider OS's boot until Kubernetes runs. */
  readonly join: number;
  /** Leaving a cluster. */
  readonly cleanUp: number;
}

export const defaultGuestDurations: GuestDurations = {
  boot: 150,
  installStep: 120,
  grace: 50,
  userDataWait: 5_000,
  look: 250,
  retry: 250,
  retryMax: 4_000,
  imageDownload: 600,
  join: 300,
  cleanUp: 200,
};
