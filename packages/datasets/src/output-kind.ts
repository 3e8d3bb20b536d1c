/**
 * What a network's outputs are: `'logits'`, of which softmax or sigmoid would make probabilities; `'probabilities'`; or
 * `'values'`, numbers for what they are, such as a price.
 */
export type OutputKind = 'logits' | 'probabilities' | 'values';
