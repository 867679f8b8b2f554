import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** The colours of lines; the first one is flipcall's. From a palette that the colour-blind can tell apart. */
const COLOURS = ['#0969da', '#d55e00', '#009e73', '#cc79a7', '#8c6d00', '#56b4e9', '#666666', '#7b3294'];

/** What all charts have. */
export interface ChartText {
  readonly title: string;
  readonly subtitle: string;
}

const WIDTH = 760;
const LEFT = 12;
/** What the heading takes, with two lines for the names of the series. */
export const TOP = 92;

/** The colour of a series, the same in all its marks. */
export function colour(series: readonly string[], name: string): string {
  return COLOURS[series.indexOf(name) % COLOURS.length] ?? '#000';
}

/** Draws without a browser, with a title and the names of the series in their colours above the plot. */
export function drawSvg(
  { title, subtitle }: ChartText,
  series: readonly string[],
  options: Plot.PlotOptions,
): string {
  const { document } = parseHTML('<!doctype html><html></html>');
  const plot = Plot.plot({
    width: WIDTH,
    marginTop: TOP,
    ...options,
    style: { background: 'white', color: '#24292f', fontFamily: 'system-ui, sans-serif', fontSize: '12px' },
    document,
  });
  const element = (name: string, attributes: Record<string, string | number>, text = '') => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.textContent = text;
    return made;
  };
  const write = (text: string, x: number, y: number, style: Record<string, string | number>) =>
    plot.append(element('text', { x, y, 'text-anchor': 'start', ...style }, text));
  write(title, LEFT, 22, { 'font-size': 16, 'font-weight': 600, fill: '#24292f' });
  write(subtitle, LEFT, 41, { 'font-size': 12, fill: '#57606a' });
  let [x, y] = [LEFT, 60];
  for (const name of series.length > 1 ? series : []) {
    const width = 26 + name.length * 7;
    if (x + width > WIDTH) [x, y] = [LEFT, y + 16];
    write(`● ${name}`, x, y, { 'font-size': 12, fill: colour(series, name) });
    x += width;
  }
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  // Where the picture is shown on a dark page its text is to stay readable.
  plot.prepend(
    element('title', {}, title),
    element('rect', { width: '100%', height: '100%', fill: 'white' }),
  );
  plot.setAttribute('role', 'img');
  return `${plot.outerHTML}\n`;
}
