/** Why a program is asked to end, and the exit code that says so: 128 and the signal's number, as in shells. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly exitCode: number;

  constructor(reason: string, exitCode: number) {
    super(reason);
    this.exitCode = exitCode;
  }
}
