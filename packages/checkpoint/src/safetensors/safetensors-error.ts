import { printable } from '../printable.ts';

/** What is wrong with a file: the reference implementation's names, and four of our own at the end. */
export type SafetensorsErrorCode =
  | 'HeaderTooSmall'
  | 'HeaderTooLarge'
  | 'InvalidHeaderLength'
  | 'InvalidHeader'
  | 'InvalidHeaderDeserialization'
  | 'InvalidOffset'
  | 'TensorInvalidInfo'
  | 'ValidationOverflow'
  | 'MetadataIncompleteBuffer'
  | 'DuplicateKey'
  | 'UnsupportedDtype'
  | 'ChecksumMismatch'
  | 'TooMuchMemory';

/** Bytes that are not a safetensors file, or are one that cannot be read here. */
export class SafetensorsError extends Error {
  override readonly name: string = 'SafetensorsError';
  /** Which check failed. */
  readonly code: SafetensorsErrorCode;

  constructor(code: SafetensorsErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes the error for one file: its name is put before what was found. */
export type Refuse = (code: SafetensorsErrorCode, found: string) => SafetensorsError;

/** A name from a file, safe and short enough to print. */
export function quote(name: string): string {
  return printable(JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name));
}
