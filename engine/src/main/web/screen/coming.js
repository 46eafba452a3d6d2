/** The next classes, tournaments and lectures. */

import { html, nothing } from '../vendor/lit-html.js';
import { clock, datesFrom, dateOf, day, now, today } from '../kit/clock.js';

const ROWS = 4;

export function coming(activities, words) {
  const { t } = words;
  const next = activities?.filter((it) => Date.parse(it.end) > now()).slice(0, ROWS);
  return html`<section class="coming">
    <h2>${t('screen.activities')}</h2>
    ${next?.length ? html`<ol>${next.map((it) => html`<li>
      <span class="when">${when(it, words)}</span> <span class="name"><bdi>${it.name}</bdi></span> <span class="left">${left(it, words)}</span>
    </li>`)}</ol>` : html`<p class="quiet">${next ? t('screen.noActivities') : nothing}</p>`}
  </section>`;
}

function when(it, { t, language }) {
  const date = dateOf(it.start);
  const near = datesFrom(2, today()).indexOf(date);
  return `${near === 0 ? t('day.today') : near === 1 ? t('day.tomorrow') : day(it.start, language)} ${clock(it.start)}`;
}

function left(it, { t, n }) {
  if (it.reason) return t('screen.cancelled');
  if (Date.parse(it.start) <= now()) return t('screen.underWay');
  if (it.remaining === null) return t('screen.later');
  return it.state === 'OPEN' ? n('slot.places', it.remaining) : t(`slot.${it.state}`);
}
