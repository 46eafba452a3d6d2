/**
 * Small charts of the figures that a table beside them has: for the eye alone, so a screen reader is spared them. Lengths are drawn, names and numbers are
 * text as everywhere.
 */

import { html, svg } from '../vendor/lit-html.js';
import { t } from '../kit/text.js';

const BARS_MAX = 20;

/** The largest first. @param rows `{label, value}`, without those whose value is not known */
export function bars(rows, format) {
  const sorted = [...rows].sort((a, b) => b.value - a.value);
  const shown = sorted.slice(0, BARS_MAX);
  const most = Math.max(...shown.map((it) => it.value), 0) || 1;
  return html`<figure class="chart" aria-hidden="true">
    <div class="bars">${shown.map((it) => html`<span class="label"><bdi>${it.label}</bdi></span>
      <svg height="16" width="100%"><rect width="100%" height="16" rx="3" class="ground"/><rect width="${(it.value / most) * 100}%" height="16" rx="3" class="bar"/></svg>
      <span class="value">${format(it.value)}</span>`)}</div>
    ${sorted.length > shown.length ? html`<figcaption>${t('desk.chart.largest', { n: shown.length, of: sorted.length })}</figcaption>` : ''}
  </figure>`;
}

/** Along the time, from left to right. */
export function columns(rows, format) {
  const most = Math.max(...rows.map((it) => it.value), 0) || 1;
  return html`<figure class="chart" aria-hidden="true">
    <div class="scale"><span>${format(most)}</span><span>${format(0)}</span></div>
    <svg class="columns-chart" viewBox="0 0 ${rows.length * 10} 100" preserveAspectRatio="none">${rows.map((it, i) => svg`<rect class="bar" x=${i * 10 + 1} width="8" y=${100 - (it.value / most) * 100} height=${(it.value / most) * 100}><title>${it.label}: ${format(it.value)}</title></rect>`)}</svg>
    <div class="ends"><span>${rows[0]?.label}</span><span>${rows.at(-1)?.label}</span></div>
  </figure>`;
}

/** How a value has gone lately, the latest at the right. Its length is constant: what is not known yet is empty. */
export function spark(values, length) {
  const known = values.filter((it) => it !== undefined);
  const most = Math.max(...known, 0) || 1;
  const from = length - values.length;
  const points = values.map((it, i) => (it === undefined ? '' : `${from + i},${19 - (it / most) * 18}`)).filter(Boolean);
  return html`<svg class="spark" aria-hidden="true" viewBox="0 0 ${length} 20" preserveAspectRatio="none"><polyline points=${points.join(' ')} vector-effect="non-scaling-stroke"/></svg>`;
}
