// The numbers by which programs name things, read by TypeScript and AssemblyScript alike.

/** Floats that lie together in a panel. Weights are kept as panels: `[columns / 8][rows][8]`. */
export const panelWidth = 8;
/** How deep a product is summed at once, so that the panel and the rows it meets stay in the first-level cache. */
export const blockDepth = 400;

// Instructions.
export const opScaleBytes = 1;
export const opScanRows = 2;
export const opScanColumns = 3;
export const opDense = 4;
export const opActivate = 5;
export const opActivateBack = 6;
export const opSoftmax = 7;
export const opSoftmaxBack = 8;
export const opMultiply = 9;
export const opNormalize = 10;
export const opNormalizeByMoving = 11;
export const opNormalizeBack = 12;
export const opLoss = 13;
export const opCheckLoss = 14;
export const opDenseInputGradient = 15;
export const opDenseUpdate = 16;
export const opUpdate = 17;
export const opSquaredNorm = 18;
export const opClipFactors = 19;
export const opClip = 20;
export const opCopy = 21;

/** Set in an instruction whose results no later one of the same pass reads: its threads need not wait for each other. */
export const withoutBarrier = 0x100;

// Activations of single numbers.
export const linear = 0;
export const relu = 1;
export const leakyRelu = 2;
export const elu = 3;
export const selu = 4;
export const sigmoid = 5;
export const tanh = 6;
export const softplus = 7;
export const swish = 8;
export const gelu = 9;
export const geluByTanh = 10;

// Losses.
export const sparseSoftmaxCrossEntropy = 0;
export const softmaxCrossEntropy = 1;
export const sigmoidCrossEntropy = 2;
export const meanSquaredError = 3;
export const meanAbsoluteError = 4;
export const huber = 5;
export const hinge = 6;

// Optimizers. `gradientOnly` keeps the gradient for clipping.
export const gradientOnly = 0;
export const gradientDescent = 1;
export const momentum = 2;
export const nesterov = 3;
export const adagrad = 4;
export const rmsprop = 5;
export const adam = 6;

// Clipping.
export const clipByValue = 0;
export const clipByNorm = 1;
export const clipByGlobalNorm = 2;
/** Numbers whose squares are added up at once: cut alike for any number of threads. */
export const clipPiece = 2048;

// The addresses, in bytes, of what the threads of a run share.
export const generationAddress = 64;
export const arrivedAddress = 128;
export const phaseAddress = 192;
export const programAddress = 256;
export const lengthAddress = 260;
export const rowsAddress = 264;
export const mayWaitAddress = 272;
export const sleepersAddress = 320;
export const nappersAddress = 384;
export const readyAddress = 448;
/** What lies below belongs to the threads; programs and values come after. */
export const firstFreeAddress = 1024;
