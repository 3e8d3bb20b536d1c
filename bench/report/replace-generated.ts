const [start, end] = ['<!-- npm run bench -- --write -->', '<!-- end -->'];

/** The page with a new text between its markers. @throws Error for a page without them. */
export function replaceGenerated(page: string, text: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`Cannot write the page: it must have "${start}" and, below, "${end}".`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}
