/** a / b, and 0 where b is 0, such as a mean of no weight: TensorFlow's `div_no_nan`. */
export const ratio = (a: number, b: number): number => (b > 0 ? a / b : 0);
