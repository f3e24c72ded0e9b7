import { badRequest } from "./api-error.ts";
import { type Decoded, decimal, flag, listOf, oneOf, struct, text } from "./decoder.ts";

const conjunction = oneOf("and", "or");
const numeric = struct({
  operator: oneOf("eq", "gt", "gte", "lt", "lte"),
  negation: flag,
  match: struct({ conjunction, values: listOf(decimal) }),
});

/** `v1SearchFilterSummarySpec`, the filter of the dashboard's searches. */
export const searchSpec = struct({
  filter: struct({
    conjunction,
    filterGroups: listOf(
      struct({
        conjunction,
        filters: listOf(
          struct({
            property: text,
            type: oneOf("string", "int", "float", "bool", "date", "keyValue"),
            condition: struct({
              string: struct({
                operator: oneOf("eq", "contains", "beginsWith"),
                negation: flag,
                ignoreCase: flag,
                match: struct({ conjunction, values: listOf(text) }),
              }),
              keyValue: struct({
                key: text,
                operator: oneOf("eq", "contains", "beginsWith"),
                negation: flag,
                ignoreCase: flag,
                match: struct({ conjunction, values: listOf(text) }),
              }),
              bool: struct({ value: flag }),
              int: numeric,
              float: numeric,
              date: struct({
                operator: oneOf("eq", "gt", "gte", "lt", "lte", "range"),
                negation: flag,
                match: struct({ conjunction, values: listOf(text) }),
              }),
            }),
          }),
        ),
      }),
    ),
  }),
  sort: listOf(struct({ field: text, order: oneOf("asc", "desc") })),
});
export type SearchSpec = Decoded<typeof searchSpec>;
type Condition = NonNullable<
  NonNullable<
    NonNullable<NonNullable<NonNullable<SearchSpec["filter"]>["filterGroups"]>[number]["filters"]>[number]["condition"]
  >
>;

/** What a search can see of an object: its values by property. Labels appear as `key:value` texts under `tags`. */
export interface Searchable {
  readonly [property: string]: string | number | boolean | readonly string[] | undefined;
}

/** True when the object passes the filter. @throws {ApiError} 400 for a property that the search does not know */
export function matches(spec: SearchSpec, properties: ReadonlySet<string>, object: Searchable): boolean {
  const groups = spec.filter?.filterGroups ?? [];
  return every(spec.filter?.conjunction, groups, (group) =>
    every(group.conjunction, group.filters ?? [], ({ property = "", condition = {} }) => {
      if (!properties.has(property)) throw badRequest(`filter property '${property}' is not supported`);
      return holds(condition, object[property]);
    }),
  );
}

function every<T>(joined: "and" | "or" | undefined, items: readonly T[], test: (item: T) => boolean): boolean {
  if (items.length === 0) return true;
  return joined === "or" ? items.some(test) : items.every(test);
}

function holds(condition: Condition, value: Searchable[string]): boolean {
  const { string, keyValue, bool, int, float, date } = condition;
  if (bool) return (value === true) === (bool.value ?? false);
  if (string) return textHolds(string, listed(value));
  if (keyValue) {
    const prefix = `${keyValue.key ?? ""}:`;
    return textHolds(
      keyValue,
      listed(value)
        .filter((tag) => tag.startsWith(prefix))
        .map((tag) => tag.slice(prefix.length)),
    );
  }
  const compared = int ?? float;
  if (compared) return numberHolds(compared, typeof value === "number" ? value : Number.NaN);
  if (date) {
    const values = (date.match?.values ?? []).map(Date.parse);
    const at = Date.parse(String(value));
    if (date.operator === "range")
      return (at >= (values[0] ?? 0) && at <= (values[1] ?? Infinity)) !== (date.negation ?? false);
    return numberHolds(
      { ...date, operator: date.operator, match: { conjunction: date.match?.conjunction, values } },
      at,
    );
  }
  return true;
}

const listed = (value: Searchable[string]): readonly string[] =>
  value === undefined ? [] : typeof value === "object" ? value : [String(value)];

function textHolds(condition: NonNullable<Condition["string"]>, values: readonly string[]): boolean {
  const fold = (written: string) => (condition.ignoreCase ? written.toLowerCase() : written);
  const one = (wanted: string) =>
    values.some((value) => {
      if (condition.operator === "contains") return fold(value).includes(fold(wanted));
      return condition.operator === "beginsWith" ? fold(value).startsWith(fold(wanted)) : fold(value) === fold(wanted);
    });
  return (
    every(condition.match?.conjunction ?? "or", condition.match?.values ?? [], one) !== (condition.negation ?? false)
  );
}

function numberHolds(condition: NonNullable<Condition["int"]>, value: number): boolean {
  const one = (wanted: number) => {
    switch (condition.operator) {
      case "gt":
        return value > wanted;
      case "gte":
        return value >= wanted;
      case "lt":
        return value < wanted;
      case "lte":
        return value <= wanted;
      default:
        return value === wanted;
    }
  };
  return (
    every(condition.match?.conjunction ?? "or", condition.match?.values ?? [], one) !== (condition.negation ?? false)
  );
}

/** Text to sort by; absent sorts first. */
export function sortKey(object: object, field: string): string {
  const value: unknown = Object.entries(object).find(([name]) => name === field)?.[1];
  return typeof value === "string" ? value : "";
}

const filterString = struct({ eq: text, ne: text, contains: text, beginsWith: text, ignoreCase: flag });

/** `v1FilterString`: all conditions that are given must hold; without regard to case unless told otherwise. */
export const stringFilter = Object.assign(filterString, {
  test(filter: Decoded<typeof filterString> | undefined, value: string): boolean {
    const fold = (written: string) => ((filter?.ignoreCase ?? true) ? written.toLowerCase() : written);
    const { eq, ne, contains, beginsWith } = filter ?? {};
    if (eq !== undefined && fold(value) !== fold(eq)) return false;
    if (ne !== undefined && fold(value) === fold(ne)) return false;
    if (contains !== undefined && !fold(value).includes(fold(contains))) return false;
    return beginsWith === undefined || fold(value).startsWith(fold(beginsWith));
  },
});
