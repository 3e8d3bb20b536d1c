/** A point and the character it is drawn as. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly mark: string;
}

/** The size of the plot in characters, and what its axes say. */
export interface Axes {
  readonly width: number;
  readonly height: number;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Points on a plane, with a dotted line where `boundary` goes through 0. Points lie over the line. */
export function scatter(marks: readonly Mark[], axes: Axes, boundary: (x: number, y: number) => number): string {
  const { width, height } = axes;
  const [x, y] = [
    scale(
      marks.map((mark) => mark.x),
      width,
    ),
    scale(
      marks.map((mark) => mark.y),
      height,
    ),
  ];
  const grid: string[][] = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => {
      const corners = [0, 1].flatMap((i) => [0, 1].map((j) => boundary(x.value(column + i), y.value(row + j)) > 0));
      return corners.every((side) => side === corners[0]) ? ' ' : '·';
    }),
  );
  for (const { x: at, y: up, mark } of marks) grid[y.cell(up)]![x.cell(at)] = mark;
  const [low, high] = [x.low.toFixed(1), x.high.toFixed(1)];
  return [
    axes.yLabel,
    ...grid.reverse().map((row, i) => `${tick(i)} │${row.join('')}`.trimEnd()),
    `    └${'─'.repeat(width)}`,
    `     ${low}${axes.xLabel.padStart((width + axes.xLabel.length) / 2 - low.length).padEnd(width - low.length - high.length)}${high}`,
  ].join('\n');

  function tick(row: number): string {
    const value = row === 0 ? y.high : row === height - 1 ? y.low : undefined;
    return (value?.toFixed(1) ?? '').padStart(3);
  }
}

/** Between values and `cells` equal parts of their range. */
function scale(values: readonly number[], cells: number) {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const step = (high - low) / cells || 1;
  return {
    low,
    high,
    cell: (value: number): number => Math.min(Math.floor((value - low) / step), cells - 1),
    value: (cell: number): number => low + cell * step,
  };
}
