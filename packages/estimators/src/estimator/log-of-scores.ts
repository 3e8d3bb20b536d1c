import { formatFloat32 } from '../log/format-number.ts';

/** TensorFlow's names that are not ours in snake case. */
const names: Readonly<Record<string, string>> = { labelMean: 'label/mean', predictionMean: 'prediction/mean' };

/** `accuracy = 0.9796, average_loss = 0.104513876, global_step = 44000, loss = 13.229605`, sorted by TensorFlow's names. */
export function logOfScores(scores: Readonly<Record<string, number>>): string {
  return Object.entries(scores)
    .map(([name, value]) => {
      const text = name === 'globalStep' ? String(value) : formatFloat32(value);
      return [nameOfScore(name), text] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name} = ${text}`)
    .join(', ');
}

/** `averageLoss` is TensorFlow's `average_loss`. */
export function nameOfScore(name: string): string {
  return names[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `2018-06-20-09:00:34`, in UTC. */
export function timeOfLog(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', '-');
}
