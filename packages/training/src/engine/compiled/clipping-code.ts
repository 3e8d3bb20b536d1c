import { codes, type Instruction, instructions } from '@feedforward/core/kernels';
import type { ClippingConfig } from '../../clipping.ts';
import type { Arena } from './arena.ts';
import type { StoredParameter } from './parameter-store.ts';
import type { Updating } from './stage.ts';

const kinds: Readonly<Record<ClippingConfig['type'], number>> = {
  clipByValue: codes.clipByValue,
  clipByNorm: codes.clipByNorm,
  clipByGlobalNorm: codes.clipByGlobalNorm,
};

/** Clips the gradients that are kept with their parameters, and takes the optimizer's step with them. */
export function clippedUpdates(
  { type, limit }: ClippingConfig,
  parameters: readonly StoredParameter[],
  { code, settings }: Updating,
  arena: Arena,
): Instruction[] {
  const kind = kinds[type];
  const factors = arena.floats(parameters.length);
  const norms = kind === codes.clipByValue ? [] : normsOf(kind, limit, parameters, factors, arena);
  const clips = parameters.map(({ gradient, count }, i) =>
    instructions.clip(kind, limit, gradient, count, factors + 4 * i),
  );
  const updates = parameters.map((parameter) => instructions.update(code, parameter, parameter.count, settings));
  return [...norms, ...clips, ...updates];
}

function normsOf(
  kind: number,
  limit: number,
  parameters: readonly StoredParameter[],
  factors: number,
  arena: Arena,
): Instruction[] {
  const pieces = parameters.map(({ count }) => instructions.piecesOf(count));
  const sums = arena.bytes(8 * pieces.reduce((sum, count) => sum + count, 0));
  let at = sums;
  const squares = parameters.map(({ gradient, count }, i) => {
    const instruction = instructions.squaredNorm(gradient, count, at);
    at += 8 * pieces[i]!;
    return instruction;
  });
  const lengths = arena.words(pieces);
  return [...squares, instructions.clipFactors(kind, limit, sums, lengths, factors, parameters.length)];
}
