/** The picture docs/growth.svg, drawn from docs/growth.json alone. */
import {
  bytesPerState,
  type Figure,
  type Growth,
  machineLine,
  secondsPerMillion,
} from './growthFigures.ts';
import { type LogScale, logScale, powerText } from './logScale.ts';
import { whole } from './table.ts';

const WIDTH = 800;
const HEIGHT = 410;
const PANEL = { width: 310, top: 74, bottom: 336 };

/** The background is drawn, so that the words can be read on a page of either kind. */
const STYLE = `
  svg { font: 13px system-ui, sans-serif; }
  .page { fill: #ffffff; }
  text { fill: #1f2328; }
  .note { fill: #59636e; }
  .title { font-size: 15px; font-weight: 600; }
  .grid { stroke: #d1d9e0; stroke-width: 1; }
  .axis { stroke: #59636e; stroke-width: 1; }
  .line { fill: none; stroke-width: 2; }
  .one { stroke: #0969da; } .one.mark { fill: #0969da; }
  .two { stroke: #bc4c00; } .two.mark { fill: #bc4c00; }
  .line.two { stroke-dasharray: 6 4; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; }
    text { fill: #f0f6fc; }
    .note { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .axis { stroke: #9198a1; }
    .one { stroke: #4493f8; } .one.mark { fill: #4493f8; }
    .two { stroke: #f0883e; } .two.mark { fill: #f0883e; }
  }`;

interface Panel {
  readonly left: number;
  readonly title: string;
  value(figure: Figure): number;
}

const PANELS: readonly Panel[] = [
  { left: 70, title: 'Seconds a million states', value: secondsPerMillion },
  { left: 470, title: 'Bytes of memory a state', value: bytesPerState },
];

/** One point a size and number of workers, in two panels over the number of states. */
export function growthPlot(growth: Growth): string {
  const from = Math.min(...growth.figures.map(({ distinct }) => distinct));
  const to = Math.max(...growth.figures.map(({ distinct }) => distinct));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title figures">
<title id="title">How the cost of a search grows, from ${whole(from)} to ${whole(to)} states</title>
<desc id="figures">${escaped(growth.command)}. ${escaped(machineLine(growth.machine))}.
${growth.figures.map(figureText).join('\n')}
</desc>
<style>${STYLE}
</style>
<rect class="page" width="${WIDTH}" height="${HEIGHT}"/>
<text class="title" x="20" y="26">How the cost of a search grows: KIP-320</text>
${legend()}
${PANELS.map((panel) => panelText(panel, growth.figures)).join('\n')}
<text class="note" x="20" y="${HEIGHT - 12}">${escaped(machineLine(growth.machine))}. Whole processes, peak memory. Logarithmic axes.</text>
</svg>
`;
}

function figureText(figure: Figure): string {
  const { workers, distinct, wallSeconds, peakBytes } = figure;
  return (
    `${whole(distinct)} states, ${workers} worker${workers === 1 ? '' : 's'}: ${wallSeconds} s, ` +
    `${secondsPerMillion(figure).toFixed(2)} s a million states, ${whole(peakBytes / 1e6)} MB, ` +
    `${bytesPerState(figure).toFixed(1)} bytes a state.`
  );
}

function panelText({ left, title, value }: Panel, figures: readonly Figure[]): string {
  const right = left + PANEL.width;
  const x = logScale(
    figures.map(({ distinct }) => distinct),
    left,
    right,
  );
  const y = logScale(figures.map(value), PANEL.bottom, PANEL.top);
  const middle = (left + right) / 2;
  return [
    `<text x="${left}" y="${PANEL.top - 16}">${title}</text>`,
    ...x.ticks.flatMap((tick) => [
      `<line class="grid" x1="${at(x, tick)}" y1="${PANEL.top}" x2="${at(x, tick)}" y2="${PANEL.bottom}"/>`,
      `<text class="note" x="${at(x, tick)}" y="${PANEL.bottom + 18}" text-anchor="middle">${powerText(tick)}</text>`,
    ]),
    ...y.ticks.flatMap((tick) => [
      `<line class="grid" x1="${left}" y1="${at(y, tick)}" x2="${right}" y2="${at(y, tick)}"/>`,
      `<text class="note" x="${left - 8}" y="${at(y, tick)}" dy="4" text-anchor="end">${tick.toLocaleString('en-US')}</text>`,
    ]),
    `<path class="axis" fill="none" d="M${left} ${PANEL.top}V${PANEL.bottom}H${right}"/>`,
    `<text x="${middle}" y="${PANEL.bottom + 38}" text-anchor="middle">distinct states</text>`,
    ...[1, 2].map((workers) =>
      series(
        workers,
        figures.filter((figure) => figure.workers === workers),
        x,
        y,
        value,
      ),
    ),
  ].join('\n');
}

function legend(): string {
  return [1, 2]
    .map((workers) => {
      const [x, y] = [WIDTH - 240 + (workers - 1) * 115, 22];
      const words = workers === 1 ? '1 worker' : '2 workers';
      return (
        `<path class="line ${classOf(workers)}" d="M${x} ${y}h26"/>${mark(workers, x + 13, y)}` +
        `<text x="${x + 34}" y="${y + 4}">${words}</text>`
      );
    })
    .join('\n');
}

function series(
  workers: number,
  figures: readonly Figure[],
  x: LogScale,
  y: LogScale,
  value: Panel['value'],
): string {
  const points = figures.map((figure) => [at(x, figure.distinct), at(y, value(figure))] as const);
  const path = points.map((point) => point.join(' ')).join('L');
  const marks = points.map(([px, py]) => mark(workers, px, py)).join('');
  return `<path class="line ${classOf(workers)}" d="M${path}"/>${marks}`;
}

/** A circle for one worker, a square for two: colour alone does not reach everyone. */
function mark(workers: number, x: number, y: number): string {
  return workers === 1
    ? `<circle class="mark one" cx="${x}" cy="${y}" r="4"/>`
    : `<rect class="mark two" x="${x - 4}" y="${y - 4}" width="8" height="8"/>`;
}

function classOf(workers: number): string {
  return workers === 1 ? 'one' : 'two';
}

function at(scale: LogScale, value: number): number {
  return Math.round(scale.at(value) * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
