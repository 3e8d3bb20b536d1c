/**
 * Control characters (C0, DEL and C1), those that turn the direction of text, separators of lines, what is not seen but for
 * the joiners of scripts and emoji, and halves of surrogate pairs.
 */
const unsafe =
  /\p{Cc}|\p{Bidi_Control}|[\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/**
 * A text from a file, such as a tensor's name, as it may be printed: on one line, and with nothing in it that a terminal
 * obeys or that makes text look like another. Such characters become escapes as JSON has them, `\u001b`; all others stay.
 *
 * @example
 * ```ts
 * import { printable } from '@feedforward/checkpoint';
 *
 * console.log(printable('kernel\u001b[31m')); // kernel\u001b[31m
 * ```
 */
export function printable(text: string): string {
  return text.replace(unsafe, escapeOf);
}

/** As {@link printable}, for a text of several lines, which stay so; and tabs. */
export function printableLines(text: string): string {
  return text.replace(unsafe, (found) => (found === '\n' || found === '\t' ? found : escapeOf(found)));
}

function escapeOf(found: string): string {
  let escaped = '';
  for (let i = 0; i < found.length; i++) {
    escaped += `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
