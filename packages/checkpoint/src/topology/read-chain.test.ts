import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonValue } from '../json-value.ts';
import { readTopology } from './read-topology.ts';

/** A call as it was written until Keras 3, and is in TF.js. */
const oldCall = (names: readonly string[], options: object = {}) => names.map((name) => [name, 0, 0, options]);

const tensor = (name: string) => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, 2], dtype: 'float32', keras_history: [name, 0, 0] },
});

/** A call as Keras 3 writes it: of one tensor, or of a list of them. */
const newCall = (names: readonly string[], kwargs: object = {}) => ({
  args: names.length === 1 ? names.map(tensor) : [names.map(tensor)],
  kwargs,
});

const inputLayer = (name: string) => ({
  class_name: 'InputLayer',
  name,
  config: { name, batch_shape: [null, 2] },
  inbound_nodes: [] as unknown[],
});

const dense = (name: string, ...calls: unknown[]) => ({
  class_name: 'Dense',
  name,
  config: { name, units: 2 },
  inbound_nodes: calls,
});

const model = (layers: unknown, input: unknown = ['in', 0, 0], output: unknown = ['b', 0, 0]) => ({
  class_name: 'Functional',
  config: { name: 'functional', layers, input_layers: input, output_layers: output },
});

const refuse = (found: string) => new Error(`Cannot read it: ${found}.`);

/** The names of the layers that are read, in their order. */
function read(topology: unknown): string[] {
  return readTopology(new JsonValue(topology, 'config', refuse), refuse).config.layers.map(({ name }) => name);
}

const chain = [inputLayer('in'), dense('a', oldCall(['in'])), dense('b', oldCall(['a']))];

describe('a functional model that is a chain of layers', () => {
  it.each([
    ['until Keras 3', oldCall],
    ['with a single tensor, not in a list', ([name = '']: readonly string[]) => [name, 0, 0, {}]],
    ['without options', (names: readonly string[]) => names.map((name) => [name, 0, 0])],
    ['since Keras 3', newCall],
    ['with the options of no training', (names: readonly string[]) => newCall(names, { training: false, mask: null })],
    ['and before', (names: readonly string[]) => oldCall(names, { training: false })],
  ])('is read with calls as they are written %s', (_, call) => {
    expect(read(model([inputLayer('in'), dense('a', call(['in'])), dense('b', call(['a']))]))).toEqual(['a', 'b']);
  });

  it.each([
    [
      ['in', 0, 0],
      ['b', 0, 0],
    ],
    [[['in', 0, 0]], [['b', 0, 0]]],
    [{ x: ['in', 0, 0] }, { y: ['b', 0, 0] }],
  ])('is read with its ends as %j', (input, output) => {
    expect(read(model(chain, input, output))).toEqual(['a', 'b']);
  });

  it('is read in the order of its connections, whatever that of the list', () => {
    const names = Array.from({ length: 1000 }, (_, i) => (i === 500 ? '__proto__' : `layer${i}`));
    const layers = names.map((name, i) => dense(name, oldCall([names[i - 1] ?? 'in'])));
    const mixed = [...layers.slice(300).reverse(), inputLayer('in'), ...layers.slice(0, 300)];
    expect(read(model(mixed, ['in', 0, 0], [names.at(-1), 0, 0]))).toEqual(names);
  });
});

const [input, a, b] = chain;

describe('a model that is no chain of layers', () => {
  it.each([
    [model([input, a, b, dense('c', oldCall(['a']))]), '"b" and "c" both come after "a"'],
    [model([input, a, dense('b', oldCall(['a', 'in']))]), '"b" takes 2 inputs'],
    [model([input, a, dense('b', newCall(['a', 'in']))]), '"b" takes 2 inputs'],
    [model([input, a, dense('b', [])]), '"b" takes 0 inputs'],
    [model([input, a, dense('b', oldCall(['a']), oldCall(['b']))]), '"b" is called 2 times'],
    [model([input, a, dense('b')]), '"b" is called 0 times'],
    [model([{ ...inputLayer('in'), inbound_nodes: [oldCall(['b'])] }, a, b]), '"in" is called 1 times'],
    [model([input, a, dense('b', oldCall(['b']))]), '"b" does not come after its input "in"'],
    [model([input, dense('a', oldCall(['b'])), b]), '"a" does not come after its input "in"'],
    [model([input, a, b, inputLayer('other')]), '"other" does not come after its input "in"'],
    [model([input, a, dense('b', oldCall(['x']))]), '"b" comes after "x", which is none of them'],
    [model([input, a, dense('b', oldCall(['__proto__']))]), '"b" comes after "__proto__", which is none of them'],
    [model([a, b]), '"a" comes after "in", which is none of them'],
    [model(chain, ['a', 0, 0]), 'its input "a" is none of them'],
    [
      model(chain, [
        ['in', 0, 0],
        ['x', 0, 0],
      ]),
      'it has 2 inputs: "in", "x"',
    ],
    [model(chain, undefined, { x: ['a', 0, 0], y: ['b', 0, 0] }), 'it has 2 outputs: "a", "b"'],
    [model(chain, undefined, []), 'it has 0 outputs'],
    [model(chain, undefined, ['a', 0, 0]), 'it ends in "b", and its output is of "a"'],
  ])('is refused, and its layer named: %#', (topology, message) => {
    expect(() => read(topology)).toThrow(`its layers must follow one after the other, but ${message}`);
  });

  it.each([
    [[input, a, { ...b, class_name: 'Model' }], 'its layer "b" is a model of its own, Model, which is not known here'],
    [[input, a, a, b], 'it has two layers named "a"'],
    [[input, a, { ...b, name: 1 }], 'layers[2].name must be a text, it is 1'],
    [[input, a, { ...b, inbound_nodes: null }], 'layers[2].inbound_nodes must be an array, it is null'],
    [[input, a, dense('b', 'a')], 'layers[2].inbound_nodes[0] must be an object, it is "a"'],
    [[input, a, dense('b', ['a'])], 'inbound_nodes[0] must be a layer, its call and its output, it is an array'],
    [[input, a, dense('b', [['a', 1, 0, {}]])], '[1] must be 0, the only one of a layer, it is 1'],
    [[input, a, dense('b', [['a', 0, 0, { training: true }]])], 'training must be false, or left out, it is true'],
    [[input, a, dense('b', newCall(['a'], { training: true }))], 'training must be false, or left out, it is true'],
    [
      [input, a, dense('b', newCall(['a'], { inputs: tensor('a') }))],
      'kwargs.inputs must be left out, it is an object',
    ],
    [[input, a, dense('b', { args: [1], kwargs: {} })], 'args[0] must be an object, it is 1'],
    [[input, a, dense('b', { args: [[[[tensor('a')]]]], kwargs: {} })], 'must be a layer, its call and its output'],
    [[input, a, dense('b', { args: [{ ...tensor('a'), class_name: '__tensor__' }], kwargs: {} })], '"__tensor__"'],
    ['layers', 'config.layers must be an array, it is "layers"'],
  ])('is refused where it is not what it should be: %#', (layers, message) => {
    expect(() => read(model(layers))).toThrow(message);
  });

  it('is told from a chain, whatever comes after what', () => {
    const parents = fc.integer({ min: 1, max: 6 }).chain((count) =>
      fc.array(
        fc.integer({ min: -1, max: count - 1 }), // -1 is the input
        { minLength: count, maxLength: count },
      ),
    );
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(parents, (before) => {
        const depthOf = (i: number, steps = 0): number =>
          i < 0 ? steps : steps > before.length ? Number.NaN : depthOf(before[i]!, steps + 1);
        const depths = before.map((_, i) => depthOf(i));
        const order = before.map((_, i) => depths.indexOf(i + 1));
        const topology = (output: number) =>
          model(
            [...before.map((other, i) => dense(`${i}`, newCall([other < 0 ? 'in' : `${other}`]))), inputLayer('in')],
            undefined,
            [`${output}`, 0, 0],
          );
        if (order.includes(-1)) {
          expect(() => read(topology(0))).toThrow('Cannot read it: its layers must follow one after the other, but ');
          counts.refused++;
        } else {
          expect(read(topology(order.at(-1)!))).toEqual(order.map(String));
          counts.read++;
        }
      }),
      { numRuns: 2000 },
    );
    expect(counts.read).toBeGreaterThan(100);
    expect(counts.refused).toBeGreaterThan(100);
  });

  it('is refused or soundly read, whatever stands in any place', () => {
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        'in',
        'a',
        'b',
        '__proto__',
        0,
        1,
        null,
        [],
        [[]],
        [[[['a', 0, 0]]]],
        oldCall(['b']),
        tensor('b'),
      ),
    );
    const topologies = [oldCall, newCall].map((call) =>
      model([inputLayer('in'), dense('a', call(['in'])), dense('b', call(['a']))]),
    );
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...topologies), fc.nat(), odd, (topology, place, value) => {
        let names: string[];
        try {
          names = read(withChange(topology, place, value));
        } catch (error) {
          if (!(error instanceof Error) || !/^Cannot read it: .*\.$/s.test(error.message)) throw error;
          counts.refused++;
          return;
        }
        expect(new Set(names).size).toBe(names.length);
        counts.read++;
      }),
      { numRuns: 20_000 },
    );
    expect(counts.read).toBeGreaterThan(100);
    expect(counts.refused).toBeGreaterThan(100);
  });
});

/** A copy with another value in one of its places, which are counted in turns. */
function withChange(json: unknown, place: number, value: unknown): unknown {
  const text = JSON.stringify(json);
  let places = 0;
  JSON.parse(text, (_, inner) => {
    places++;
    return inner;
  });
  let at = 0;
  return JSON.parse(text, (_, inner) => (at++ === place % places ? value : inner));
}
