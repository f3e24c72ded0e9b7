/**
 * A text that strangers wrote, as it may be shown: what a terminal would obey, and what would turn the direction of a line
 * or break it, is written out as its number.
 */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}
