/** My best workouts, by kind of machine. */

import { html, nothing } from '../vendor/lit-html.js';
import { day } from '../kit/clock.js';
import { t } from '../kit/text.js';
import { amount, kind } from './fitnessWords.js';

const RECORDS = ['distanceM', 'activeS', 'speedKmh', 'energyKcal'];

export function bests(all) {
  if (all.length === 0) return nothing;
  return html`<h3>${t('fitness.bests')}</h3>
    <ul class="plain bests">${all.map((it) => html`<li class="card"><b>${kind(it.kind)}</b>
      <dl>${RECORDS.filter((record) => it[record]).map((record) => html`<div><dt>${t(`fitness.best.${record}`)}</dt><dd><strong>${amount(record, it[record].value)}</strong> <small>${day(it[record].at)}</small></dd></div>`)}</dl></li>`)}</ul>`;
}
