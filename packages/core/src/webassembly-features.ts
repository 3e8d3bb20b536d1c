/** What this runtime's WebAssembly can do. */
export interface WebAssemblyFeatures {
  webAssembly: boolean;
  simd: boolean;
  relaxedSimd: boolean;
}

/** Looks for WebAssembly, SIMD and relaxed SIMD by validating the smallest module that needs each. */
export function webAssemblyFeatures(): WebAssemblyFeatures {
  return {
    webAssembly: validates([]),
    simd: validates(moduleThatRuns([...i32Zero, ...simd(0x0f), drop])), // i8x16.splat
    relaxedSimd: validates(moduleThatRuns([...v128Zero, ...v128Zero, ...v128Zero, ...simd(0x105), drop])), // f32x4.relaxed_madd
  };
}

const drop = 0x1a;
const i32Zero = [0x41, 0x00];
const v128Zero = [...i32Zero, 0xfd, 0x0f];

/** A SIMD instruction: the prefix, then the opcode in LEB128. */
function simd(opcode: number): number[] {
  return opcode < 0x80 ? [0xfd, opcode] : [0xfd, (opcode & 0x7f) | 0x80, opcode >> 7];
}

/** The sections of a module with one function, `() => void`, that has this body. */
function moduleThatRuns(body: number[]): number[] {
  const end = 0x0b;
  const code = [0x00, ...body, end]; // no locals
  return [
    ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // types: () => void
    ...[0x03, 0x02, 0x01, 0x00], // functions: one, of type 0
    ...[0x0a, code.length + 2, 0x01, code.length, ...code],
  ];
}

function validates(sections: number[]): boolean {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  return typeof WebAssembly === 'object' && WebAssembly.validate(new Uint8Array([...header, ...sections]));
}
