/** Whether a field is a decimal number; what else JavaScript takes for one ('', '0x10', 'Infinity') is text here. */
export const isNumber = (field: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(field);
