import { fileSystem } from './builtins.ts';

/** Where a file lies: a path in a file system, or a URL. */
export type Location = string | URL;

/** A file's place in a folder. In a browser, where there are no paths, a folder is relative to the page. */
export function locate(folder: string | URL, name: string): Location {
  const isUrl = folder instanceof URL || /^[a-z][a-z\d+.-]+:/i.test(folder); // one letter and a colon is a drive
  if (!isUrl && fileSystem()) return `${folder}/${name}`;
  const base = new URL(folder, isUrl ? undefined : pageUrl());
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const url = new URL(`./${encodeURI(name)}`, base);
  url.search = base.search;
  return url;
}

function pageUrl(): string {
  return globalThis.document?.baseURI ?? globalThis.location.href;
}
