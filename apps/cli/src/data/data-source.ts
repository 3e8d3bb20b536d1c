import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from '../usage-error.ts';

/** Data sets that go by a name. */
const dataNames = ['mnist', 'fashion-mnist', 'iris'] as const;

/** Which data: a known set, a folder of IDX files or a CSV file. */
export interface DataSource {
  readonly kind: (typeof dataNames)[number] | 'idx' | 'csv';
  /** Of the folder or file, absolute; or where to read a known set from. */
  readonly path?: string | undefined;
  /** The column of a CSV file that holds the labels. */
  readonly label?: string | undefined;
}

/** What may be said about data beside its name. */
export interface DataOptions {
  readonly label?: string | undefined;
  readonly source?: string | undefined;
}

/** The data that is meant on the command line. @throws UsageError if there is no such data. */
export function dataSource(name: string, { label, source }: DataOptions = {}): DataSource {
  const known = dataNames.find((dataName) => dataName === name);
  const kind = known ?? kindOfPath(name);
  if (label !== undefined && kind !== 'csv') {
    throw new UsageError(`--label names a column of a CSV file; "${name}" is none.`);
  }
  if (source !== undefined && kind !== 'mnist' && kind !== 'fashion-mnist') {
    throw new UsageError(`--source says where to read mnist or fashion-mnist from; "${name}" is neither.`);
  }
  if (!known) return { kind, path: resolve(name), label };
  return { kind, path: source === undefined || isUrl(source) ? source : resolve(source) };
}

/** What to call it in a sentence. */
export function titleOf({ kind, path }: DataSource): string {
  return kind === 'idx' || kind === 'csv' ? `"${path}"` : kind;
}

export const isUrl = (text: string): boolean => /^[a-z][a-z\d+.-]+:/i.test(text);

function kindOfPath(path: string): 'idx' | 'csv' {
  if (existsSync(path)) return statSync(path).isDirectory() ? 'idx' : 'csv';
  const hint = closest(path, dataNames);
  const near = distance(path, hint) <= path.length / 2 ? ` Did you mean "${hint}"?` : '';
  throw new UsageError(
    `Unknown data "${path}": no such file or folder exists, and it is none of ${dataNames.join(', ')}.${near}`,
  );
}
