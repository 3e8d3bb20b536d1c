import type { Matrix, Targets } from '@feedforward/datasets';
import { checkExamples } from '../check-examples.ts';
import { classCount, labelledClasses, predictedClasses } from './classes.ts';

/** How much weight of examples each class was predicted and labelled with. */
export class ClassCounts {
  /** Row after row, by the labelled class, then by the predicted. */
  confusion: Float64Array = new Float64Array(0);
  /** How many classes the outputs tell apart; 0 before the first example. */
  classes = 0;
  /** Whether a class was met at all, be it with weight 0. */
  met: Uint8Array = new Uint8Array(0);
  readonly #cannot: string;

  constructor(name: string, classes = 0) {
    this.#cannot = `score ${name}`;
    if (classes > 0) this.#begin(classes);
  }

  update(outputs: Matrix, labels: Targets, weights?: ArrayLike<number>): void {
    checkExamples(outputs, labels, weights, this.#cannot);
    const classes = classCount(outputs);
    if (this.classes > 0 && classes !== this.classes) {
      throw new RangeError(
        `Cannot ${this.#cannot}: it counts ${this.classes} classes, the outputs [${outputs.shape.join(', ')}] tell ${classes} apart.`,
      );
    }
    const labelled = labelledClasses(labels, outputs, this.#cannot);
    if (this.classes === 0) this.#begin(classes);
    predictedClasses(outputs).forEach((predicted, row) => {
      this.confusion[labelled[row]! * classes + predicted]! += weights ? weights[row]! : 1;
      this.met[labelled[row]!] = this.met[predicted] = 1;
    });
  }

  #begin(classes: number): void {
    this.classes = classes;
    this.confusion = new Float64Array(classes * classes);
    this.met = new Uint8Array(classes);
  }
}
