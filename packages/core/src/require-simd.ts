import { webAssemblyFeatures } from './webassembly-features.ts';

/** @throws Error where WebAssembly or its SIMD instructions are missing. */
export function requireSimd(): void {
  const { webAssembly, simd } = webAssemblyFeatures();
  if (webAssembly && simd) return;
  throw new Error(
    'Cannot compute on WebAssembly: it needs WebAssembly with 128-bit SIMD, ' +
      `${webAssembly ? 'and this runtime has WebAssembly without SIMD' : 'and this runtime has no WebAssembly'}. ` +
      'Node 16.4, Deno 1.9, Bun 1.0, Chrome 91, Firefox 89 and Safari 16.4, or newer, have both, ' +
      'unless they are switched off, as by `--jitless` or Lockdown Mode.',
  );
}
