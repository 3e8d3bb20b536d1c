import type { TensorData } from '@feedforward/checkpoint';

/** What a file of tensors holds, whatever its format. */
export interface Contents {
  readonly tensors: ReadonlyMap<string, TensorData>;
  /** Texts beside them, such as `model`, the network's config as JSON. Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** A checksum in hexadecimal, by tensor, where the file carries them. */
  readonly checksums?: ReadonlyMap<string, string>;
  /** What is in the file and could not be read. */
  readonly skipped?: readonly string[];
}

/** A format of files, by which tensors come and go. */
export interface Format {
  /** How it is called on the command line. */
  readonly name: string;
  readonly title: string;
  /** Whether a path looks like one of its files. */
  matches(path: string): boolean;
  read?(path: string): Promise<Contents>;
  write?(path: string, contents: Contents): Promise<void>;
}
