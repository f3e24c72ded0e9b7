const headers = ["#cloud-config", "#kairos-config", "#node-config"];

/** Whether the Edge installer takes a text for configuration: one of three headers within its first ten lines. */
export function hasCloudConfigHeader(text: string): boolean {
  return text.split("\n", 10).some((line) => headers.includes(line.trim()));
}

/** Nominal limit of one configuration file, in bytes. */
export const maxCloudConfigBytes = 1 << 20;
