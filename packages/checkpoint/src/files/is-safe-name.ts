/** Whether a file of this name, which may be a path, is in the folder that is meant, on any system. */
export function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    !/^[/]|^[A-Za-z]:|[\\\0]/.test(name) &&
    name.split('/').every((part) => part !== '..' && part !== '.')
  );
}
