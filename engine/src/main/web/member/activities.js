/** Classes, tournaments, lectures and consultations: what there is, and a place in it. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { AGAIN_MS, get } from '../kit/ask.js';
import { dateOf, datesFrom, longDay, clock, moment } from '../kit/clock.js';
import { page } from '../kit/page.js';
import { refusal, wait } from '../kit/parts.js';
import { go, to } from '../kit/route.js';
import { n, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import * as me from './me.js';
import { list } from '../kit/stations.js';

const KINDS = ['', 'CLASS', 'TOURNAMENT', 'LECTURE'];
const PAGE = 50;

export function open(root, place) {
  let kind = place.query.kind ?? '';
  let activities;
  let next;
  let again;
  let problem;
  let stations = new Map();
  let request = new AbortController();

  const draw = drawing(root, () => html`
    <h1>${t('activities.title')}</h1>
    <p class="lead">${t('activities.lead')}</p>
    <ul class="chips" aria-label=${t('activities.kinds')}>${KINDS.map((it) => html`<li><button aria-pressed=${it === kind} @click=${() => go(['activities'], { kind: it }, true)}>${it ? t(`activity.${it}`) : t('all')}</button></li>`)}</ul>
    ${problem ? refusal(problem) : activities ? days() : wait()}
    ${next ? html`<button @click=${() => read(next)}>${t('more')}</button>` : nothing}`);

  function days() {
    if (activities.length === 0) return html`<p>${t('activities.none')}</p>`;
    const byDay = Map.groupBy ? Map.groupBy(activities, (it) => dateOf(it.start)) : grouped();
    return [...byDay].map(([date, those]) => html`<h2>${longDay(those[0].start)}</h2>
      <ul class="plain found">${repeat(those, (it) => `${it.id} ${it.slot}`, activity)}</ul>`);
  }

  function grouped() {
    const byDay = new Map();
    for (const it of activities) byDay.set(dateOf(it.start), [...(byDay.get(dateOf(it.start)) ?? []), it]);
    return byDay;
  }

  function activity(it) {
    const mine = me.ofSlot(it.slot);
    return html`<li class="card hit activity"><div>
      <strong><bdi>${it.name}</bdi></strong> <span class="badge">${t(`activity.${it.kind}`)}</span>
      <div><time datetime=${it.start}>${clock(it.start)}–${clock(it.end)}</time> <span class="quiet"><bdi>${stations.get(it.stationId) ?? ''}</bdi></span></div>
      <div class="quiet">${it.reason ? html`${t('slot.CLOSED')}: <bdi>${it.reason}</bdi>` : it.remaining === null ? t('activities.later') : it.state === 'OPEN' ? n('slot.places', it.remaining) : t(`slot.${it.state}`)}
        ${it.partyMin ? ` · ${t('activities.team', { min: it.partyMin, max: it.partyMax })}` : ''}
        ${it.course ? ` · ${n('activities.course', it.course.length)}` : ''}
        ${it.placesMin ? ` · ${t('activities.min', { min: it.placesMin, at: moment(it.decidedAt) })}` : ''}</div>
    </div>
    ${mine ? html`<a class="button" href=${to(['reservation', mine.id])}>${t(`state.${mine.state}`)}</a>` : it.state === 'OPEN' || it.state === 'FULL' ? html`<a class="button ${it.state === 'OPEN' ? 'primary' : ''}" href=${to(['station', it.stationId], { date: dateOf(it.start), slot: it.slot })} aria-label=${t('find.bookThis', { what: it.name, when: moment(it.start) })}>${t(it.state === 'OPEN' ? 'book' : 'book.wait')}</a>` : nothing}</li>`;
  }

  async function read(after) {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    const query = new URLSearchParams({ limit: PAGE, to: datesFrom(page.days).at(-1), ...(kind ? { kind } : {}), ...(after ? { after } : {}) });
    const answer = await get(`/v1/activities?${query}`, { signal });
    if (signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    clearTimeout(again);
    if (answer.lost) again = setTimeout(() => read(after), AGAIN_MS);
    if (answer.ok) {
      activities = after ? [...activities, ...answer.body.activities] : answer.body.activities;
      next = answer.body.next;
    }
    draw();
  }

  draw();
  read();
  list().then((answer) => {
    stations = new Map((answer.stations ?? []).map((it) => [it.id, it.name]));
    draw();
  });
  const unlisten = me.whenChanged(draw);
  return {
    moved(to) {
      if (to.path[0] !== 'activities') return false;
      kind = to.query.kind ?? '';
      activities = undefined;
      draw();
      read();
      return true;
    },
    close() {
      unlisten();
      clearTimeout(again);
      request.abort();
    },
  };
}
