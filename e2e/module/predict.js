// Prints how far the predictions of exported networks are from their trainer's, whose are in the first argument.
const { argv } = globalThis.process;
const [expected, ...networks] = await Promise.all(argv.slice(2).map((file) => import(file)));
const { examples, outputs } = expected.default;

for (const { predict } of networks) {
  const predicted = predict(examples);
  const distances = outputs.flatMap((row, i) => row.map((value, j) => Math.abs(value - predicted[i][j])));
  console.log('examples', predicted.length, 'distance', Math.max(...distances));
}
