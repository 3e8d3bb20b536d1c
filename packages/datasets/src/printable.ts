const unsafe =
  /\p{Cc}|\p{Bidi_Control}|[\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/**
 * A text from a file, such as a column's name, as errors show it: what a terminal would obey is escaped, as by
 * `printable` of the package `checkpoint`, which this one does not take.
 */
export function printable(text: string): string {
  return text.replace(unsafe, (found) =>
    Array.from({ length: found.length }, (_, i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** As {@link printable}, in quotes. */
export function quote(text: string): string {
  return `"${printable(text)}"`;
}
