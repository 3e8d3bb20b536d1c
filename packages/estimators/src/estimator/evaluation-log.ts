import { type CheckpointStorage, checkStorageName } from '@feedforward/checkpoint';
import type { Logger } from '../log/logger.ts';

/** What evaluations found, oldest first. */
type Scores = Readonly<Record<string, number>>;

/** Every evaluation's scores, kept beside the checkpoints where there is a place: TensorFlow's events in `eval`. */
export class EvaluationLog<S extends Scores> {
  readonly #storage: CheckpointStorage | undefined;
  readonly #logger: Logger;
  readonly #kept = new Map<string, readonly S[]>();
  #adding: Promise<void> = Promise.resolve();

  constructor(storage: CheckpointStorage | undefined, logger: Logger) {
    this.#storage = storage;
    this.#logger = logger;
  }

  /** @param name What sets evaluations on other data apart. */
  async add(name: string | undefined, scores: S): Promise<void> {
    const added = this.#adding.then(() => this.#add(name, scores)); // of two at once neither is lost
    this.#adding = added.catch(() => {});
    await added;
  }

  async #add(name: string | undefined, scores: S): Promise<void> {
    const file = fileOf(name);
    const all = [...(await this.list(name)), scores];
    this.#kept.set(file, all);
    try {
      await this.#storage?.write(file, new TextEncoder().encode(`${JSON.stringify(all, toJson)}\n`));
    } catch (error) {
      this.#logger.warn(`The scores are not kept: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** Those of this process and, where they are kept, of those before. A damaged file counts as none, with a warning. */
  async list(name: string | undefined): Promise<readonly S[]> {
    const file = fileOf(name);
    const read = this.#kept.has(file) ? [] : await this.#read(file);
    const kept = this.#kept.get(file) ?? read; // one may have been added meanwhile
    this.#kept.set(file, kept);
    return kept;
  }

  async #read(file: string): Promise<readonly S[]> {
    if (!this.#storage || !(await this.#storage.list()).includes(file)) return [];
    try {
      const read: unknown = JSON.parse(new TextDecoder().decode(await this.#storage.read(file)), fromJson);
      if (isScores<S>(read)) return read;
      throw new RangeError('it must be a list of scores');
    } catch (error) {
      this.#logger.warn(`The scores in ${file} are passed over: ${error instanceof Error ? error.message : error}.`);
      return [];
    }
  }
}

const fileOf = (name: string | undefined): string =>
  checkStorageName(name === undefined ? 'eval.json' : `eval_${name}.json`);

/** JSON has no NaN and no infinities: they are strings there. */
function toJson(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function fromJson(_: string, value: unknown): unknown {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}

function isScores<S extends Scores>(value: unknown): value is readonly S[] {
  const isNumbers = (entry: unknown): boolean =>
    typeof entry === 'object' && entry !== null && Object.values(entry).every((score) => typeof score === 'number');
  return Array.isArray(value) && value.every(isNumbers);
}
