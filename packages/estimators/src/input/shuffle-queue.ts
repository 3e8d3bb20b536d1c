import type { RandomState } from '@feedforward/random';

/**
 * A queue that gives its items in random order, each drawn from those that wait: TensorFlow's `RandomShuffleQueue`,
 * kept full.
 */
export class ShuffleQueue<T> {
  readonly #waiting: T[] = [];
  readonly #capacity: number;
  readonly #random: RandomState;

  constructor(capacity: number, random: RandomState) {
    this.#capacity = capacity;
    this.#random = random;
  }

  /** Adds an item; gives one of those that waited where the queue is full. */
  *add(item: T): Generator<T> {
    if (this.#waiting.length < this.#capacity) {
      this.#waiting.push(item);
      return;
    }
    const drawn = this.#random.randint(this.#capacity);
    yield this.#waiting[drawn]!;
    this.#waiting[drawn] = item;
  }

  /** Gives all that wait. */
  *drain(): Generator<T> {
    this.#random.shuffle(this.#waiting);
    yield* this.#waiting.splice(0);
  }
}
