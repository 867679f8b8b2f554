import * as Plot from '@observablehq/plot';
import { decades, logDomain } from './log-scale.js';
import { type ChartText, colour, drawSvg } from './svg.js';

/** A number that depends on another. */
export interface Place {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  /** Written beside it. */
  readonly text?: string;
}

/** An axis of a line chart. */
export interface Axis {
  readonly label?: string;
  readonly log?: boolean;
  readonly format: (value: number) => string;
  /** Where to write numbers. Default: where it looks right. */
  readonly ticks?: readonly number[];
}

/** A line for each series. */
export function lineChart(
  text: ChartText,
  places: readonly Place[],
  axes: { readonly x: Axis; readonly y: Axis },
): string {
  const series = [...new Set(places.map((place) => place.series))];
  const x = scaleOf(
    axes.x,
    places.map((place) => place.x),
  );
  const y = scaleOf(
    axes.y,
    places.map((place) => place.y),
  );
  const position = { x: 'x', y: 'y' };
  return drawSvg(text, series, {
    height: 420,
    marginLeft: 80,
    marginRight: 40,
    marginBottom: 50,
    x: x.scale,
    y: y.scale,
    marks: [
      Plot.gridY({ stroke: '#eaeef2', strokeOpacity: 1, ...y.ticks }),
      Plot.axisX({ label: axes.x.label ?? null, labelArrow: 'none', ...x.ticks }),
      Plot.axisY({ label: null, ...y.ticks }),
      Plot.line(places, {
        ...position,
        z: 'series',
        stroke: (place: Place) => colour(series, place.series),
        strokeWidth: 2,
      }),
      Plot.dot(places, { ...position, r: 3.5, fill: (place: Place) => colour(series, place.series) }),
      Plot.text(places, {
        ...position,
        text: (place: Place) => place.text ?? '',
        dx: 6,
        dy: -9,
        textAnchor: 'start',
        fontSize: 11,
        stroke: 'white',
        strokeWidth: 3,
        fill: '#24292f',
      }),
    ],
  });
}

function scaleOf({ log = false, format, ticks }: Axis, values: readonly number[]) {
  const scale: Plot.ScaleOptions = log
    ? { type: 'log', domain: logDomain(values) }
    : { type: 'linear', domain: [0, Math.max(...values) * 1.05] };
  const written = ticks ?? (log ? decades(logDomain(values)) : undefined);
  // A logarithmic axis would leave out numbers that are no powers of ten, were it left to it to format them.
  const text =
    written === undefined
      ? { tickFormat: format }
      : { ticks: [...written], text: (value: number) => format(value) };
  return { scale, ticks: text };
}
