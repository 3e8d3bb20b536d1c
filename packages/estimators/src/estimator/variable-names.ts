/** The slots of TensorFlow's optimizers, by ours. */
const slotNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  adagrad: { accumulator: 'Adagrad' },
  adam: { m: 'Adam', v: 'Adam_1' },
  adamw: { m: 'AdamW', v: 'AdamW_1' },
  ftrl: { accumulator: 'Ftrl', linear: 'Ftrl_1' },
  gradientDescent: {},
  momentum: { velocity: 'Momentum' },
  nesterov: { velocity: 'Momentum' },
  rmsprop: { meanSquare: 'RMSProp' },
};

/** What TensorFlow calls an optimizer's slots, by their names here; undefined for an optimizer that is a user's own. */
export function slotNamesOf(optimizer: string): Readonly<Record<string, string>> | undefined {
  return Object.hasOwn(slotNames, optimizer) ? slotNames[optimizer] : undefined;
}

/** What TensorFlow's estimators call the variables of a network, and what an optimizer keeps for them. */
export interface VariableNames {
  /** Of a parameter such as `hiddenlayer_0/kernel`: `dnn/hiddenlayer_0/kernel`. */
  variable(parameter: string): string;
  /** Of an optimizer's slot such as `hiddenlayer_0/kernel/accumulator`: `dnn/hiddenlayer_0/kernel/t_0/Adagrad`. */
  slot(slot: string, optimizer: string): string;
  /** Of what an optimizer keeps once, such as `beta1_power`: `dnn/head/beta1_power`. */
  once(name: string): string;
}

/** Where TensorFlow puts an optimizer's variables. */
export interface OptimizerScopes {
  /** Between a parameter's name and the slot's. */
  readonly slots: '/' | '/t_0/';
  /** Before the names of what there is once. */
  readonly once: string;
}

/** @param variable Names a parameter. */
export function variableNames(variable: (parameter: string) => string, scopes: OptimizerScopes): VariableNames {
  return {
    variable,
    slot(slot, optimizer) {
      const end = slot.lastIndexOf('/');
      const name = slot.slice(end + 1);
      return variable(slot.slice(0, end)) + scopes.slots + (slotNamesOf(optimizer)?.[name] ?? name);
    },
    once: (name) => `${scopes.once}/${name}`,
  };
}
