/** How full a station usually is: in words for this half hour, and as bars for the day. Where too few weeks are known, nothing is said. */

import { html, nothing } from '../vendor/lit-html.js';
import { clock, now, today } from './clock.js';
import { levelOf } from './parts.js';
import { t } from './text.js';

const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

const weekday = () => DAYS[new Date(`${today()}T12:00:00Z`).getUTCDay()];

/** The half hour that it is, as "18:30". */
function halfHour() {
  const [hour, minute] = clock(now()).split(':');
  return `${hour}:${Number(minute) < 30 ? '00' : '30'}`;
}

/** Fewer people than that are no difference that anybody notices; nor is less than a fifth. */
const NOTICED = 3;

/** How many are inside now beside how many usually are, in a word; undefined where one of the two is not known. */
export function compared({ inside, usual, confidence }) {
  if (usual === undefined || confidence === 'unknown') return undefined;
  const more = inside - usual;
  if (Math.abs(more) < NOTICED || Math.abs(more) * 5 < usual) return 'asUsual';
  return more < 0 ? 'quieter' : 'busier';
}

/** @param week as the engine has it, or undefined; @param limit people who may be inside; @param hours by day, as the station has them */
export function usual(week, limit, hours) {
  const day = weekday();
  const known = week?.days.find((it) => it.day === day)?.halfHours.filter((it) => it.inside !== null) ?? [];
  const open = known.filter((it) => hours[day].some((span) => span.from <= it.from && it.from < span.to));
  if (open.length === 0) return nothing;
  const at = halfHour();
  const here = open.find((it) => it.from === at);
  const fullest = open.reduce((most, it) => (it.inside > most.inside ? it : most));
  const level = (it) => levelOf({ inside: it.inside, limit, confidence: 'live' });
  return html`<figure class="usual">
    <figcaption>${here ? html`<b>${t('usual.now', { level: t(`crowd.${level(here)}`) })}</b> ` : nothing}${t('usual.fullest', { at: fullest.from, n: fullest.inside })}</figcaption>
    <div class="bars" aria-hidden="true">${open.map((it) => html`<i class="${level(it)} ${it === here ? 'now' : ''}" .style=${`height:${Math.max(4, Math.min(100, (it.inside / limit) * 100))}%`}></i>`)}</div>
    <div class="ends" aria-hidden="true"><span>${open[0].from}</span><span>${open.at(-1).from}</span></div>
  </figure>`;
}
