import { EdgelabError } from "../core/errors.ts";

/** The label value by which Palette keeps a tag that has no value (facts of the Terraform provider). */
const bareTag = "spectro__tag";

/**
 * `city:london` becomes `{city: "london"}`, a bare `edge` becomes `{edge: "spectro__tag"}`.
 *
 * @throws {EdgelabError} LAB_INVALID for an empty key or a second colon: Palette's own tools silently drop what follows it
 */
export function tagsToLabels(tags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    tags.map((tag) => {
      const [key = "", value = bareTag, ...more] = tag.split(":").map((part) => part.trim());
      if (key === "" || more.length > 0) {
        throw new EdgelabError("LAB_INVALID", {
          what: `${JSON.stringify(tag)} is no tag.`,
          why: "A tag is a key, or a key and a value with one colon between them.",
        });
      }
      return [key, value];
    }),
  );
}

/** The reverse of {@link tagsToLabels}, as Palette displays and searches tags. */
export function labelsToTags(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([key, value]) => (value === bareTag ? key : `${key}:${value}`));
}
