import * as Plot from '@observablehq/plot';
import { decades, logDomain } from './log-scale.js';
import { type ChartText, colour, drawSvg, TOP } from './svg.js';

/** A number beside a name. */
export interface Dot {
  readonly label: string;
  readonly series: string;
  readonly value: number;
}

/** How far below each other, in pixels, the dots of one row are. */
const STEP = 12;

/** Rows with one dot for each series, on a logarithmic scale; in the order of their best values. */
export function dotChart(
  text: ChartText,
  dots: readonly Dot[],
  format: (value: number) => string,
  best: 'least' | 'most' = 'least',
): string {
  const series = [...new Set(dots.map((dot) => dot.series))];
  const sign = best === 'least' ? 1 : -1;
  const rows = [...new Set([...dots].sort((a, b) => sign * (a.value - b.value)).map(({ label }) => label))];
  const domain = logDomain(dots.map(({ value }) => value));
  return drawSvg(text, series, {
    height: TOP + (STEP * series.length + 6) * rows.length + 40,
    marginLeft: 170,
    marginRight: 70,
    x: { type: 'log', domain },
    y: { type: 'band', domain: rows, padding: 0 },
    marks: [
      Plot.gridX({ ticks: decades(domain), stroke: '#d0d7de', strokeOpacity: 1 }),
      Plot.axisX({ ticks: decades(domain), tickFormat: format, tickSize: 0, label: null }),
      Plot.axisY(
        rows.filter((row) => row !== 'flipcall'),
        { tickSize: 0, label: null, fontSize: 13 },
      ),
      Plot.axisY(
        rows.filter((row) => row === 'flipcall'),
        { tickSize: 0, label: null, fontSize: 14, fontWeight: 700 },
      ),
      Plot.gridY({ stroke: '#eaeef2', strokeOpacity: 1 }),
      ...series.flatMap((name, index) => {
        const own = dots.filter((dot) => dot.series === name);
        const place = { x: 'value', y: 'label', fill: colour(series, name) };
        const dy = (index - (series.length - 1) / 2) * STEP;
        return [
          Plot.dot(own, { ...place, r: 4.5, dy }),
          Plot.text(own, {
            ...place,
            text: ({ value }: Dot) => format(value),
            dx: 9,
            dy,
            textAnchor: 'start',
            fontSize: 11,
          }),
        ];
      }),
    ],
  });
}
