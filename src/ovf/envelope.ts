/** A file of the package. Its `href` is a plain name: no folder, no URL. */
export interface OvfFile {
  readonly id: string;
  readonly href: string;
  /** As the descriptor says; some writers leave it out. */
  readonly sizeBytes?: number | undefined;
  /** `gzip` or `bzip2` around the file itself. vSphere refuses both. */
  readonly compression?: string | undefined;
}

export interface OvfDisk {
  readonly id: string;
  /** `id` of its {@link OvfFile}; undefined for a disk that is created empty. */
  readonly fileRef?: string | undefined;
  readonly capacityBytes: number;
  /** URL of the format, `http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized`. */
  readonly format?: string | undefined;
  /** A hint: writers put very different numbers here. */
  readonly populatedBytes?: number | undefined;
  /** `id` of the disk that this one continues. */
  readonly parentRef?: string | undefined;
}

export interface OvfNetwork {
  readonly name: string;
  readonly description?: string | undefined;
}

/** One of the sizes that a package offers. */
export interface OvfConfiguration {
  readonly id: string;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly isDefault: boolean;
}

export interface OvfProperty {
  /** Fully qualified: `[class.]key[.instance]`. */
  readonly key: string;
  readonly type: string;
  /** The value when nobody sets another. */
  readonly value?: string | undefined;
  readonly userConfigurable: boolean;
  readonly password: boolean;
  readonly qualifiers?: string | undefined;
  readonly category?: string | undefined;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

export interface OvfProduct {
  readonly class?: string | undefined;
  readonly instance?: string | undefined;
  readonly name?: string | undefined;
  readonly vendor?: string | undefined;
  readonly version?: string | undefined;
  readonly fullVersion?: string | undefined;
  readonly url?: string | undefined;
  readonly vendorUrl?: string | undefined;
  readonly properties: readonly OvfProperty[];
}

interface ItemBase {
  /** Unique in its section. */
  readonly instanceId: string;
  /** CIM's number of the kind of resource. */
  readonly resourceType: number;
  /** In the order of preference; the first that is known counts. */
  readonly subTypes: readonly string[];
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** False when an importer may leave it out. */
  readonly required: boolean;
  /** `instanceId` of the controller. */
  readonly parent?: string | undefined;
  /** Its place on that controller. */
  readonly addressOnParent?: number | undefined;
  /** vmw:Config of the item itself. */
  readonly config: Readonly<Record<string, string>>;
}

/** A piece of virtual hardware. */
export type OvfItem =
  | (ItemBase & { readonly kind: "cpu"; readonly count: number; readonly coresPerSocket?: number | undefined })
  | (ItemBase & { readonly kind: "memory"; readonly memoryBytes: number })
  | (ItemBase & {
      readonly kind: "controller";
      readonly bus: "scsi" | "ide" | "sata" | "nvme" | "usb";
      readonly busNumber?: number | undefined;
    })
  | (ItemBase & {
      readonly kind: "disk";
      /** `id` of its {@link OvfDisk}. */
      readonly diskId?: string | undefined;
      readonly fileId?: string | undefined;
      /** Of a disk that the item itself asks for, empty. */
      readonly capacityBytes?: number | undefined;
    })
  | (ItemBase & {
      readonly kind: "cdrom" | "floppy";
      /** The image in it, when the package brings one. */
      readonly fileId?: string | undefined;
      readonly startConnected: boolean;
    })
  | (ItemBase & {
      readonly kind: "nic";
      /** Name of the {@link OvfNetwork}. */
      readonly connection?: string | undefined;
      readonly macAddress?: string | undefined;
      readonly startConnected: boolean;
    })
  | (ItemBase & { readonly kind: "other" });

export interface OvfHardware {
  /** `vmx-14`; what others write is kept as it is (`virtualbox-2.2`). The highest when several are allowed. */
  readonly version?: string | undefined;
  readonly systemTypes: readonly string[];
  /** How the guest gets the properties: `com.vmware.guestInfo`, `iso`. */
  readonly transports: readonly string[];
  /** Those of the chosen configuration. */
  readonly items: readonly OvfItem[];
  /** vmw:Config of the section: `firmware`, `bootOptions.efiSecureBootEnabled`, … */
  readonly config: Readonly<Record<string, string>>;
  readonly extraConfig: Readonly<Record<string, string>>;
}

export interface OvfSystem {
  readonly id: string;
  readonly name?: string | undefined;
  /** vSphere's guest identifier, `ubuntu64Guest`. It wins over {@link osId}. */
  readonly osType?: string | undefined;
  /** CIM's number of the operating system. */
  readonly osId?: number | undefined;
  readonly osVersion?: string | undefined;
  readonly osDescription?: string | undefined;
  readonly products: readonly OvfProduct[];
  readonly annotation?: string | undefined;
  readonly eulas: readonly string[];
  readonly hardware: OvfHardware;
  /** First comes first. */
  readonly bootOrder: readonly { readonly type: string; readonly instanceId?: string | undefined }[];
}

/** What a descriptor says, with every reference resolved and every number in range. */
export interface OvfEnvelope {
  readonly files: readonly OvfFile[];
  readonly disks: readonly OvfDisk[];
  readonly networks: readonly OvfNetwork[];
  readonly configurations: readonly OvfConfiguration[];
  /** The configuration that the items and properties are those of. */
  readonly configuration?: string | undefined;
  readonly system: OvfSystem;
  /** Sections that an importer must understand or refuse, and that edgelab does not know. */
  readonly unknownSections: readonly string[];
}
