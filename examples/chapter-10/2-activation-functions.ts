// Cells 5–8, "Activation functions": four of them with their derivatives, and a network of hand-set weights that
// computes XOR, which no single perceptron can.
//
//   node examples/chapter-10/2-activation-functions.ts
const step = (z: number): number => Math.sign(z);
const logit = (z: number): number => 1 / (1 + Math.exp(-z));
const relu = (z: number): number => Math.max(0, z);
const derivative = (f: (z: number) => number, z: number, eps = 0.000001): number =>
  (f(z + eps) - f(z - eps)) / (2 * eps);

const functions: Readonly<Record<string, (z: number) => number>> = { step, logit, tanh: Math.tanh, relu };
console.log('z'.padStart(6), ...Object.keys(functions).map((name) => `${name}, slope`.padStart(16)));
for (const z of [-4, -2, -1, -0.5, 0.5, 1, 2, 4]) {
  const cells = Object.values(functions).map((f) => `${f(z).toFixed(3)}, ${derivative(f, z).toFixed(3)}`.padStart(16));
  console.log(String(z).padStart(6), ...cells);
}

const heaviside = (z: number): number => (z >= 0 ? 1 : 0);
const mlpXor = (x1: number, x2: number, activation: (z: number) => number = heaviside): number =>
  activation(-activation(x1 + x2 - 1.5) + activation(x1 + x2 - 0.5) - 0.5);

/** The plane from (−0.2, −0.2) to (1.2, 1.2), darker where the output is greater. */
function draw(activation: (z: number) => number): void {
  const [columns, rows] = [32, 14];
  const at = (i: number, count: number): number => -0.2 + (1.4 * i) / (count - 1);
  const plane = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => mlpXor(at(column, columns), at(rows - 1 - row, rows), activation)),
  );
  const [least, most] = [Math.min(...plane.flat()), Math.max(...plane.flat())];
  const shade = (z: number): string => ' .:-=+*#%@'[Math.round((9 * (z - least)) / (most - least))]!;
  for (const row of plane) console.log(row.map(shade).join(''));
}
console.log('\nActivation function: heaviside');
draw(heaviside);
console.log('\nActivation function: sigmoid');
draw(logit);

const xor: number[] = ['00', '01', '10', '11'].map(([x1, x2]) => mlpXor(Number(x1), Number(x2)));
console.log('\nXOR', xor.join(' '));
