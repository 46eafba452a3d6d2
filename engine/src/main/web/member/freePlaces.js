/** "Any court near me at 19:00": what is asked, and what there is. */

import { html, nothing } from '../vendor/lit-html.js';
import { AGAIN_MS, get } from '../kit/ask.js';
import { clock, datesFrom, longDate, now, span } from '../kit/clock.js';
import { page } from '../kit/page.js';
import { refusal, wait } from '../kit/parts.js';
import { to } from '../kit/route.js';
import { distanceText, locate } from '../kit/stations.js';
import { n, named, t } from '../kit/text.js';
import { announce } from '../kit/view.js';

const EVENING = '19:00';
const FIRST_HOUR = 6;
const LAST_HOUR = 22;
const HITS = 20;
/** Of what nobody has asked for yet. */
const HITS_FIRST = 4;
const TIMES = Array.from({ length: LAST_HOUR - FIRST_HOUR + 1 }, (_, i) => String(FIRST_HOUR + i).padStart(2, '0')).flatMap((hour) => [`${hour}:00`, `${hour}:30`]);

/** @param {{state: {query: object, position: object|null}, draw: () => void, move: (changes: object) => void}} place */
export function freePlaces({ state, draw, move }) {
  let found;
  let again;
  let request = new AbortController();

  /** When, unless somebody has said so: after work, as long as that is to come. */
  const at = () => state.query.at ?? (clock(now()) < EVENING ? EVENING : '');

  function template() {
    return html`${form()} ${hits()}`;
  }

  function form() {
    const { query } = state;
    return html`<form class="ask card" role="search" aria-label=${t('find.search')} @submit=${submit}>
      <label class="whole">${t('find.what')}
        <select name="kind">${page.kinds.map((kind) => html`<option value=${kind} ?selected=${kind === query.kind}>${named('kind', kind)}</option>`)}</select>
      </label>
      <label>${t('find.day')}
        <select name="date">${datesFrom(page.days).map((date, i) => html`<option value=${date} ?selected=${date === query.date}>${i === 0 ? t('day.today') : i === 1 ? t('day.tomorrow') : longDate(date)}</option>`)}</select>
      </label>
      <label>${t('find.at')}
        <select name="at">
          <option value="">${t('find.anyTime')}</option>
          ${TIMES.map((time) => html`<option value=${time} ?selected=${time === at()}>${time}</option>`)}
        </select>
      </label>
      <label class="check whole"><input type="checkbox" name="near" value="1" ?checked=${query.near === '1'}>${t('find.nearest')}</label>
      <button class="primary whole">${t('find.go')}</button>
    </form>`;
  }

  function submit(event) {
    event.preventDefault();
    const asked = Object.fromEntries(new FormData(event.target));
    move({ ...asked, near: asked.near ?? '' });
    read();
  }

  function hits() {
    if (page.kinds.length === 0) return nothing;
    if (!found) return html`<h2>${t('find.free')}</h2><div class="found due">${wait()}</div>`;
    if (!found.slots) return refusal(found.problem);
    const title = found.next ? t('find.free') : n('find.found', found.slots.length);
    return html`<h2>${title}${state.query.kind ? nothing : ` · ${named('kind', page.kinds[0])}`}</h2>
      ${found.problem ? refusal(found.problem) : nothing}
      ${found.nowhere ? html`<p class="note">${t('find.nowhere')}</p>` : nothing}
      ${found.slots.length === 0 ? html`<p>${t('find.nothing')}</p>` : nothing}
      <ul class="found plain">${found.slots.map(hit)}</ul>
      ${found.next ? html`<p class="next"><button @click=${more}>${t('find.moreFree')}</button></p>` : nothing}`;
  }

  function hit(it) {
    return html`<li class="card hit">
      <div>
        <time datetime=${it.start}>${clock(it.start)}–${clock(it.end)}</time> <bdi>${it.venueName}</bdi>
        <div class="quiet"><bdi>${it.stationName}</bdi>${it.distanceM === undefined ? '' : ` · ${distanceText(it.distanceM)}`}</div>
      </div>
      <a class="button primary" href=${to(['station', it.stationId], { date: found.date, slot: it.id })} aria-label=${t('find.bookThis', { what: it.venueName, when: span(it.start, it.end) })}>${t('book')}</a>
    </li>`;
  }

  /** Slots that start then, or within the hour. */
  async function read() {
    if (page.kinds.length === 0) return;
    const { query } = state;
    const asked = new URLSearchParams({ kind: query.kind ?? page.kinds[0], free: 'true', limit: query.kind ? HITS : HITS_FIRST });
    if (query.date) asked.set('date', query.date);
    if (at()) {
      asked.set('from', at());
      asked.set('to', anHourLater(at()));
    }
    if (query.near) {
      state.position = await locate();
      if (state.position) asked.set('near', `${state.position.lon},${state.position.lat}`);
    }
    await ask(asked);
  }

  function anHourLater(time) {
    const [hour, minute] = time.split(':');
    return Number(hour) >= 23 ? '24:00' : `${String(Number(hour) + 1).padStart(2, '0')}:${minute}`;
  }

  /** What is there stays until something else is. */
  async function ask(asked) {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    const answer = await get(`/v1/slots?${asked}`, { signal });
    if (signal.aborted) return;
    clearTimeout(again);
    if (answer.lost) again = setTimeout(() => ask(asked), AGAIN_MS);
    const { query, position } = state;
    if (answer.ok) found = { ...answer.body, asked, nowhere: query.near && !position };
    else if (!found?.slots) found = { problem: answer.problem };
    if (answer.ok && query.kind) announce(n('find.found', answer.body.slots.length));
    draw();
  }

  async function more() {
    const asked = new URLSearchParams(found.asked);
    asked.set('limit', HITS);
    asked.set('after', found.next);
    const { signal } = request;
    const answer = await get(`/v1/slots?${asked}`, { signal });
    if (signal.aborted) return;
    found = answer.ok ? { ...found, problem: undefined, slots: [...found.slots, ...answer.body.slots], next: answer.body.next } : { ...found, problem: answer.problem };
    draw();
  }

  return {
    template,
    read,
    /** As it is now; whoever has asked for more pages is left with what they read. */
    anew: () => found?.slots && found.slots.length <= HITS && ask(found.asked),
    close() {
      clearTimeout(again);
      request.abort();
    },
  };
}
