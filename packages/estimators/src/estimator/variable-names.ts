/** The slots of TensorFlow's optimizers, by ours. */
const slotNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  adagrad: { accumulator: 'Adagrad' },
  adam: { m: 'Adam', v: 'Adam_1' },
  adamw: { m: 'Adam', v: 'Adam_1' },
  ftrl: { accumulator: 'Ftrl', linear: 'Ftrl_1' },
  momentum: { velocity: 'Momentum' },
  nesterov: { velocity: 'Momentum' },
  rmsprop: { meanSquare: 'RMSProp' },
};

/** What TensorFlow's estimators call the variables of a network, and what an optimizer keeps for them. */
export interface VariableNames {
  /** Of a parameter such as `hiddenlayer_0/kernel`: `dnn/hiddenlayer_0/kernel`. */
  variable(parameter: string): string;
  /** Of an optimizer's slot such as `hiddenlayer_0/kernel/accumulator`: `dnn/hiddenlayer_0/kernel/t_0/Adagrad`. */
  slot(slot: string, optimizer: string): string;
}

/** @param variable Names a parameter. */
export function variableNames(variable: (parameter: string) => string): VariableNames {
  return {
    variable,
    slot(slot, optimizer) {
      const end = slot.lastIndexOf('/');
      const name = slot.slice(end + 1);
      return `${variable(slot.slice(0, end))}/t_0/${slotNames[optimizer]?.[name] ?? name}`;
    },
  };
}
