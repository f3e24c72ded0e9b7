/**
 * Every name that a lab's objects get. All end in the instance, so that the same lab runs side by side for many users.
 * Names are for people; marks decide.
 */

/** vCenter refuses inventory names longer than this. */
export const inventoryNameLimit = 80;

interface Named {
  readonly name: string;
  readonly instance: string;
}

/** `demo-1-anna`. */
export function vmName(host: string, { instance }: { readonly instance: string }): string {
  return `${host}-${instance}`;
}

export function clusterName(lab: { readonly instance: string; readonly cluster: { readonly name: string } }): string {
  return `${lab.cluster.name}-${lab.instance}`;
}

export function profileName(lab: { readonly instance: string; readonly profile: { readonly name: string } }): string {
  return `${lab.profile.name}-${lab.instance}`;
}

export function tokenName({ name, instance }: Named): string {
  return `edgelab-${name}-${instance}`;
}

/** `docs-tutorial-anna-<lab uuid>`: the lab's own folder, on the vCenter and on its datastore. The uuid is never cut. */
export function labFolderName({ name, instance }: Named, labUuid: string): string {
  const room = inventoryNameLimit - labUuid.length - instance.length - 2;
  return `${name.slice(0, room).replace(/-+$/, "")}-${instance}-${labUuid}`;
}

/** The uuid in a folder's name, or undefined when the folder is nobody's lab. */
export function labUuidOfFolder(folder: string): string | undefined {
  return /^.+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(folder)?.[1];
}

/** A user's name as an instance: `Anna.Müller@corp` becomes `anna-muller`. Undefined when nothing usable is left. */
export function instanceOfUser(user: string): string | undefined {
  const label = (user.split("\\").at(-1) ?? "")
    .replace(/@.*$/, "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 20)
    .replaceAll(/^-+|-+$/g, "");
  return label === "" ? undefined : label;
}
