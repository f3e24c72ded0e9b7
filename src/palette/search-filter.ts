/** One condition of a dashboard search. */
export interface SearchItem {
  readonly property: string;
  readonly type: "string" | "bool";
  readonly condition: object;
}

/** Any of these strings, exactly. */
export function anyOf(property: string, values: readonly string[]): SearchItem {
  const string = { operator: "eq", negation: false, ignoreCase: false, match: { conjunction: "or", values } };
  return { property, type: "string", condition: { string } };
}

export function isBool(property: string, value: boolean): SearchItem {
  return { property, type: "bool", condition: { bool: { value } } };
}

/** All of these labels. Several values in one match would mean any of them. */
export function allLabels(labels: Readonly<Record<string, string>>): SearchItem[] {
  return Object.entries(labels).map(([key, value]) => anyOf("tags", [`${key}:${value}`]));
}

/** `v1SearchFilterSummarySpec`, without sorting: which fields may be sorted by differs between versions. */
export function allOf(filters: readonly SearchItem[]): object {
  return filters.length === 0
    ? {}
    : { filter: { conjunction: "and", filterGroups: [{ conjunction: "and", filters }] }, sort: [] };
}
