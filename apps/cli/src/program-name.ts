import { basename, relative, sep } from 'node:path';

/**
 * What to type to run this program again, from the path that Node was given.
 * @param script `process.argv[1]`: the file, or the link to it that npm made.
 */
export function programName(script: string, folder: string): string {
  const path = script.split(sep).join('/');
  if (path.includes('/_npx/')) return 'npx @feedforward/cli';
  if (path.includes('/node_modules/')) {
    return path.startsWith(`${folder.split(sep).join('/')}/`) ? 'npx feedforward' : 'feedforward';
  }
  if (basename(script) === 'feedforward') return 'feedforward';
  return `node ${relative(folder, script)}`;
}
