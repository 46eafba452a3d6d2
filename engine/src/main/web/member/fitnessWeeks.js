/** Weeks as bars of one figure; the same as a table for whoever does not see bars. */

import { html } from '../vendor/lit-html.js';
import { numberOfDate } from '../kit/clock.js';
import { t } from '../kit/text.js';
import { amount } from './fitnessWords.js';

export const FIGURES = ['minutes', 'distanceM', 'energyKcal', 'visits'];

/** @param choose called with another figure */
export function weeks(periods, figure, choose) {
  const most = Math.max(1, ...periods.map((it) => it[figure]));
  return html`<ul class="chips" aria-label=${t('fitness.figure')}>${FIGURES.map((it) => html`<li><button aria-pressed=${it === figure} @click=${() => choose(it)}>${t(`fitness.${it}`)}</button></li>`)}</ul>
    <figure class="weeks">
      <div class="bars" aria-hidden="true">${periods.map((it) => html`<div title="${numberOfDate(it.start)}: ${amount(figure, it[figure])}"><i .style=${`height:${it[figure] === 0 ? 0 : Math.max(3, (it[figure] / most) * 100)}%`}></i><small>${numberOfDate(it.start)}</small></div>`)}</div>
      <table class="unseen"><caption>${t(`fitness.${figure}`)}</caption><tbody>${periods.map((it) => html`<tr><th scope="row">${numberOfDate(it.start)}</th><td>${amount(figure, it[figure])}</td></tr>`)}</tbody></table>
    </figure>`;
}
