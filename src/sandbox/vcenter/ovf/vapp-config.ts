import type { OvfProduct } from "../../../ovf/index.ts";
import type { Data } from "../../../vim25/schema.ts";

type ProductInfo = Data<"VAppProductInfo">;
type PropertyInfo = Data<"VAppPropertyInfo">;
type VAppSpec = NonNullable<Data<"VirtualMachineConfigSpec">["vAppConfig"]>;
type VAppInfo = Data<"VmConfigInfo">;

/** The products of a package, in its order. */
export function productInfos(products: readonly OvfProduct[]): readonly ProductInfo[] {
  return products.map((product, key) => ({
    key,
    classId: product.class ?? "",
    instanceId: product.instance ?? "",
    name: product.name ?? "",
    vendor: product.vendor ?? "",
    version: product.version ?? "",
    fullVersion: product.fullVersion ?? "",
    vendorUrl: product.vendorUrl ?? "",
    productUrl: product.url ?? "",
  }));
}

/** The properties of a package, with the values that a user gave to those that can be set. */
export function propertyInfos(
  products: readonly OvfProduct[],
  values: ReadonlyMap<string, string>,
): readonly PropertyInfo[] {
  const all = products.flatMap((product) => product.properties.map((property) => ({ product, property })));
  return all.map(({ product, property }, key) => {
    const value = property.userConfigurable ? values.get(property.key) : undefined;
    return {
      key,
      classId: product.class ?? "",
      instanceId: product.instance ?? "",
      id: ownKey(property.key, product),
      category: property.category ?? "",
      label: property.label ?? "",
      type: property.type,
      userConfigurable: property.userConfigurable,
      defaultValue: property.value ?? "",
      ...(value !== undefined && { value }),
      description: property.description ?? "",
    };
  });
}

/** `user-data` of `[class.]user-data[.instance]`. */
function ownKey(key: string, { class: classId, instance }: OvfProduct): string {
  const start = classId ? `${classId}.`.length : 0;
  return key.slice(start, instance ? -`.${instance}`.length : undefined);
}

/** A VM's vApp settings after a ConfigSpec: entries are added, edited and removed by their keys. */
export function applyVAppSpec(current: VAppInfo | undefined, spec: VAppSpec): VAppInfo {
  return {
    product: applied(current?.product ?? [], spec.product ?? []),
    property: applied(current?.property ?? [], spec.property ?? []),
    ipAssignment: spec.ipAssignment ?? current?.ipAssignment ?? {},
    eula: spec.eula ?? current?.eula ?? [],
    ovfEnvironmentTransport: spec.ovfEnvironmentTransport ?? current?.ovfEnvironmentTransport ?? [],
    installBootRequired: spec.installBootRequired ?? current?.installBootRequired ?? false,
    installBootStopDelay: spec.installBootStopDelay ?? current?.installBootStopDelay ?? 0,
  };
}

function applied<I extends { readonly key: number }>(
  current: readonly I[],
  changes: readonly { readonly operation: string; readonly removeKey?: unknown; readonly info?: I | undefined }[],
): readonly I[] {
  const byKey = new Map(current.map((info) => [info.key, info]));
  for (const { operation, removeKey, info } of changes) {
    if (operation === "remove") byKey.delete(Number(removeKey));
    else if (info) byKey.set(info.key, { ...byKey.get(info.key), ...info });
  }
  return [...byKey.values()];
}
