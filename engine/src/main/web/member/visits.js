/** When I was where, as gates saw me come and go. */

import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../kit/ask.js';
import { clock, day } from '../kit/clock.js';
import { detail } from '../kit/stations.js';
import { t } from '../kit/text.js';

const SHOWN = 20;

/** @return {{template: () => any, read: () => Promise<void>}} */
export function visits(changed) {
  let all;
  const names = new Map();

  async function read() {
    const answer = await get(`/v1/me/visits?limit=${SHOWN}`);
    // What can't be told now is no fault of whoever looks at their reservations.
    if (!answer.ok) return;
    all = answer.body.visits;
    changed();
    for (const id of new Set(all.map((it) => it.stationId).filter(Boolean))) {
      const station = await detail(id);
      if (station.ok) names.set(id, station.body.name);
    }
    changed();
  }

  function template() {
    if (!all?.length) return nothing;
    return html`<h2>${t('visits.title')}</h2>
      <ul class="plain visits">${all.map((it) => html`<li>
        <span><bdi>${names.get(it.stationId) ?? it.stationId ?? ''}</bdi>${it.how === 'LONGEST_STAY' ? html` <small>${t('visits.LONGEST_STAY')}</small>` : nothing}</span>
        <span>${it.in ? `${day(it.in)} ${clock(it.in)}` : '?'}–${it.out ? clock(it.out) : ''} ${it.how === 'INSIDE' ? html`<b class="badge good">${t('visits.INSIDE')}</b>` : it.minutes === undefined ? nothing : t('visits.minutes', it)}</span>
      </li>`)}</ul>`;
  }

  return { template, read };
}
