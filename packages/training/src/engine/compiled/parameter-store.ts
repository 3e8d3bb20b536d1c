import type { TensorData } from '@feedforward/checkpoint';
import { codes, type Kernels, type UpdateAddresses } from '@feedforward/core/kernels';
import type { Model, ModelParameter } from '@feedforward/layers';
import { sizeOf } from '../../size-of.ts';
import type { LearnedValues } from '../../state/train-state.ts';
import { Arena, paddedTo } from './arena.ts';
import type { OptimizerCode } from './optimizer-codes.ts';

/** One parameter in the kernels' memory. Its slots and gradient are laid out as its values are. */
export interface StoredParameter extends UpdateAddresses {
  readonly parameter: ModelParameter;
  /** Floats, those that fill panels up among them. */
  readonly count: number;
  /** Of one panel of a matrix; of an array, of all. */
  readonly panelBytes: number;
}

/**
 * The learned values in the kernels' memory: matrices as panels of 8 columns, `[columns / 8][rows][8]`, so that
 * products read and write them in one stream; arrays filled up to whole panels.
 */
export class ParameterStore {
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  readonly #slots: readonly [name: string, initial: number][];
  readonly #stored: ReadonlyMap<string, StoredParameter>;

  /** @param keepsGradients - whether gradients are kept until all of them are there, for clipping */
  constructor(kernels: Kernels, owner: object, model: Model, optimizer: OptimizerCode, keepsGradients: boolean) {
    this.#kernels = kernels;
    this.#arena = new Arena(kernels, owner);
    this.#slots = Object.entries(optimizer.slots);
    this.#stored = new Map(
      model.parameters.map((parameter) => [parameter.name, this.#allocate(parameter, keepsGradients)]),
    );
  }

  /** Undefined where the layer has no such parameter. */
  find(name: string): StoredParameter | undefined {
    return this.#stored.get(name);
  }

  /** Those that training changes by their gradients. */
  trainable(): StoredParameter[] {
    return [...this.#stored.values()].filter(({ parameter }) => parameter.trainable);
  }

  load(values: LearnedValues): void {
    for (const stored of this.#stored.values()) {
      const { name, trainable } = stored.parameter;
      this.#write(stored, stored.value, values.parameters.get(name)!.data, 0);
      if (!trainable) continue;
      this.#slots.forEach(([slot, initial], i) => {
        const address = i === 0 ? stored.slot : stored.slot2;
        const saved = values.slots.get(`${name}/${slot}`);
        if (saved) this.#write(stored, address, saved.data, initial);
        else this.#kernels.floats(address, stored.count).fill(initial);
      });
    }
  }

  /** A copy. */
  read(): LearnedValues {
    const parameters = new Map<string, TensorData<'float32'>>();
    const slots = new Map<string, TensorData<'float32'>>();
    for (const stored of this.#stored.values()) {
      const { name, shape, trainable } = stored.parameter;
      const read = (address: number): TensorData<'float32'> => {
        return { dtype: 'float32', shape, data: this.#read(stored, address) };
      };
      parameters.set(name, read(stored.value));
      if (!trainable) continue;
      this.#slots.forEach(([slot], i) => {
        slots.set(`${name}/${slot}`, read(i === 0 ? stored.slot : stored.slot2));
      });
    }
    return { parameters, slots };
  }

  /** In bytes. */
  get size(): number {
    return this.#arena.size;
  }

  free(): void {
    this.#arena.free();
  }

  #allocate(parameter: ModelParameter, keepsGradients: boolean): StoredParameter {
    const { shape, trainable } = parameter;
    const [rows, columns] = shape.length === 2 ? [paddedTo(shape[0]!), shape[1]!] : [1, sizeOf(shape)];
    const count = rows * paddedTo(columns);
    const floats = (isNeeded: boolean): number => (isNeeded ? this.#arena.floats(count) : 0);
    return {
      parameter,
      count,
      panelBytes: rows * codes.panelWidth * 4,
      value: floats(true),
      // Arrays' gradients are small, and a layer such as batch normalization has no other place for them.
      gradient: floats(trainable && (keepsGradients || shape.length < 2)),
      slot: floats(trainable && this.#slots.length > 0),
      slot2: floats(trainable && this.#slots.length > 1),
    };
  }

  /** @param padding What fills panels up: what the kernels began with there, or Adagrad would divide 0 by 0. */
  #write(stored: StoredParameter, address: number, data: Float32Array, padding: number): void {
    const memory = this.#kernels.floats(address, stored.count).fill(padding);
    eachRun(stored, (place, i, length) => {
      for (let k = 0; k < length; k++) memory[place + k] = data[i + k]!;
    });
  }

  #read(stored: StoredParameter, address: number): Float32Array<ArrayBuffer> {
    const memory = this.#kernels.floats(address, stored.count);
    const data = new Float32Array(sizeOf(stored.parameter.shape));
    eachRun(stored, (place, i, length) => {
      for (let k = 0; k < length; k++) data[i + k] = memory[place + k]!;
    });
    return data;
  }
}

/** Where each run of a parameter's numbers, in C order, lies in its panels: a row's part of one, the panel's width long. */
function eachRun(
  { parameter, panelBytes }: StoredParameter,
  visit: (place: number, index: number, length: number) => void,
): void {
  const { shape } = parameter;
  const [rows, columns] = shape.length === 2 ? [shape[0]!, shape[1]!] : [1, sizeOf(shape)];
  const panelFloats = panelBytes / 4;
  const width = codes.panelWidth;
  for (let column = 0, panel = 0; column < columns; column += width, panel += panelFloats) {
    const length = Math.min(width, columns - column);
    for (let row = 0; row < rows; row++) visit(panel + row * width, row * columns + column, length);
  }
}
