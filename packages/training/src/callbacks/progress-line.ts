import { printable } from '@feedforward/checkpoint';
import { exponential } from './path-template.ts';

/** What a line of progress tells. */
export interface Progress {
  readonly batch: number;
  readonly batches: number;
  readonly secondsPerStep: number;
  /** Since the epoch began. */
  readonly seconds: number;
  readonly logs: Readonly<Record<string, number>>;
  readonly isLast: boolean;
  /** Of the bar. */
  readonly width: number;
  readonly hasColors: boolean;
}

/** The line, and how long it is on the screen: the look of Keras 3's progress bar. */
export function progressLine(progress: Progress): { readonly text: string; readonly length: number } {
  const { batch, batches, secondsPerStep, seconds, logs, isLast, width, hasColors } = progress;
  const paint = (code: number, text: string): string =>
    hasColors && text.length > 0 ? `\u001b[${code}m${text}\u001b[0m` : text;
  const counter = `${String(batch).padStart(String(batches).length)}/${batches}`;
  const done = Math.floor((width * batch) / batches);
  const time = isLast ? `${Math.round(seconds)}s` : clock(secondsPerStep * (batches - batch));
  const told = Object.entries(logs).map(([name, value]) => ` - ${printable(name)}: ${decimal(value)}`);
  const rest = ` ${perStep(secondsPerStep)}${told.join('')}`;
  const bar = paint(32, '━'.repeat(done)) + paint(37, '━'.repeat(width - done));
  return {
    text: `${paint(1, counter)} ${bar} ${paint(1, time)}${rest}`,
    length: counter.length + 1 + width + 1 + time.length + rest.length,
  };
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, left] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (seconds > 3600) return `${hours}:${two(minutes)}:${two(left)}`;
  return seconds > 60 ? `${minutes}:${two(left)}` : `${whole}s`;
}

function perStep(seconds: number): string {
  if (seconds >= 1 || seconds === 0) return `${seconds.toFixed(0)}s/step`;
  return seconds >= 1e-3 ? `${(seconds * 1e3).toFixed(0)}ms/step` : `${(seconds * 1e6).toFixed(0)}us/step`;
}

const decimal = (value: number): string => (Math.abs(value) > 1e-3 ? value.toFixed(4) : exponential(value, 4));
