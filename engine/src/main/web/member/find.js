/** Where one begins: a place near me, at a time; and all stations, as a list and on a map. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { AGAIN_MS, get } from '../kit/ask.js';
import { clock, datesFrom, longDate, now, span } from '../kit/clock.js';
import { page } from '../kit/page.js';
import { crowding, refusal, wait } from '../kit/parts.js';
import { go, to } from '../kit/route.js';
import { n, named, t } from '../kit/text.js';
import { announce, drawing } from '../kit/view.js';
import { distanceM, distanceText, list, locate } from '../kit/stations.js';

/** How full stations are changes; nobody needs it by the second here. */
const CROWDING_MS = 60_000;
/** Stations, until somebody wants more: what a phone shows in four screens. */
const SHOWN = 24;
const EVENING = '19:00';
const HITS = 20;
/** Of what nobody has asked for yet. */
const HITS_FIRST = 4;
const TYPING_MS = 250;
const roomy = matchMedia('(min-width: 48rem)');
const STATION_KINDS = ['SIMPLE', 'REGULAR', 'COMPREHENSIVE'];
const ACTIVITY_KINDS = ['CLASS', 'TOURNAMENT', 'LECTURE'];

export function open(root, place) {
  let query = place.query;
  let stations;
  let districts = [];
  let problem;
  let position = null;
  let found;
  let typing;
  let again;
  let shown = SHOWN;
  let map;
  let request = new AbortController();

  const draw = drawing(root, () => html`
    <h1>${t('find.title')}</h1>
    <p class="lead">${t('find.lead')}</p>
    ${search()}
    ${hits()}
    <h2>${t('find.stations')}</h2>
    ${filters()}
    <div class="mapTools">
      <button aria-pressed=${mapped()} @click=${() => move({ map: mapped() ? '0' : '1' })}>${t(mapped() ? 'find.asList' : 'find.onMap')}</button>
      <button @click=${near}>${t('find.near')}</button>
    </div>
    ${mapped() ? html`<div class="map" id="map" role="region" aria-label=${t('find.map')}></div>` : nothing}
    ${problem ? refusal(problem) : stations ? stationList() : wait()}`);

  /** Where there is room for it, the map is there from the start. */
  const mapped = () => (query.map ?? (roomy.matches ? '1' : '0')) === '1';

  /** When, unless somebody has said so: after work, as long as that is to come. */
  const evening = () => query.at ?? (clock(now()) < EVENING ? EVENING : '');

  function search() {
    const times = Array.from({ length: 36 }, (_, i) => `${String(6 + Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`).filter((it) => it < '23');
    return html`<form class="ask card" role="search" aria-label=${t('find.search')} @submit=${(event) => (event.preventDefault(), look(new FormData(event.target)))}>
      <label class="whole">${t('find.what')}
        <select name="kind">${page.kinds.map((kind) => html`<option value=${kind} ?selected=${kind === query.kind}>${named('kind', kind)}</option>`)}</select>
      </label>
      <label>${t('find.day')}
        <select name="date">${datesFrom(page.days).map((date, i) => html`<option value=${date} ?selected=${date === query.date}>${i === 0 ? t('day.today') : i === 1 ? t('day.tomorrow') : longDate(date)}</option>`)}</select>
      </label>
      <label>${t('find.at')}
        <select name="at">
          <option value="">${t('find.anyTime')}</option>
          ${times.map((at) => html`<option value=${at} ?selected=${at === evening()}>${at}</option>`)}
        </select>
      </label>
      <label class="check whole"><input type="checkbox" name="near" value="1" ?checked=${query.near === '1'}>${t('find.nearest')}</label>
      <button class="primary whole">${t('find.go')}</button>
    </form>`;
  }

  async function look(form) {
    const asked = Object.fromEntries(form);
    move({ ...asked, near: asked.near ?? '' });
    await ask();
  }

  /** "Any court near me at 19:00": slots that start then or within the hour. */
  async function ask() {
    if (page.kinds.length === 0) return;
    const asked = new URLSearchParams({ kind: query.kind ?? page.kinds[0], free: 'true', limit: query.kind ? HITS : HITS_FIRST });
    if (query.date) asked.set('date', query.date);
    const at = evening();
    if (at) {
      asked.set('from', at);
      const [hour, minute] = at.split(':');
      asked.set('to', Number(hour) >= 23 ? '24:00' : `${String(Number(hour) + 1).padStart(2, '0')}:${minute}`);
    }
    if (query.near) {
      position = await locate();
      if (position) asked.set('near', `${position.lon},${position.lat}`);
    }
    await page1(asked);
  }

  /** The first page of what is asked for. What is there stays until another is. */
  async function page1(asked) {
    const { signal } = request;
    const answer = await get(`/v1/slots?${asked}`, { signal });
    if (signal.aborted) return;
    found = answer.ok ? { ...answer.body, asked, nowhere: query.near && !position } : { problem: answer.problem };
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
    found = answer.ok ? { ...found, slots: [...found.slots, ...answer.body.slots], next: answer.body.next } : { ...found, problem: answer.problem };
    draw();
  }

  function hits() {
    if (page.kinds.length === 0) return nothing;
    if (!found) return html`<h2>${t('find.free')}</h2><div class="found due">${wait()}</div>`;
    if (!found.slots) return refusal(found.problem);
    const title = found.next ? t('find.free') : n('find.found', found.slots.length);
    return html`<h2>${title}${query.kind ? nothing : ` · ${named('kind', page.kinds[0])}`}</h2>
      ${found.problem ? refusal(found.problem) : nothing}
      ${found.nowhere ? html`<p class="note">${t('find.nowhere')}</p>` : nothing}
      ${found.slots.length === 0 ? html`<p>${t('find.nothing')}</p>` : nothing}
      <ul class="found plain">${repeat(found.slots, (it) => it.id, (it) => html`<li class="card hit">
        <div>
          <time datetime=${it.start}>${clock(it.start)}–${clock(it.end)}</time> <bdi>${it.venueName}</bdi>
          <div class="quiet"><bdi>${it.stationName}</bdi>${it.distanceM === undefined ? '' : ` · ${distanceText(it.distanceM)}`}</div>
        </div>
        <a class="button primary" href=${to(['station', it.stationId], { date: found.date, slot: it.id })} aria-label=${t('find.bookThis', { what: it.venueName, when: span(it.start, it.end) })}>${t('book')}</a>
      </li>`)}</ul>
      ${found.next ? html`<p class="next"><button @click=${more}>${t('find.moreFree')}</button></p>` : nothing}`;
  }

  function filters() {
    return html`<div class="filters">
      <label>${t('find.name')}<input type="search" .value=${query.q ?? ''} maxlength="100" @input=${typed}></label>
      <label>${t('find.district')}<select @change=${(event) => move({ district: event.target.value })}>
        <option value="">${t('all')}</option>
        ${districts.map((it) => html`<option value=${it.id} ?selected=${it.id === query.district}>${it.name}</option>`)}
      </select></label>
      <label>${t('find.size')}<select @change=${(event) => move({ size: event.target.value })}>
        <option value="">${t('all')}</option>
        ${STATION_KINDS.map((it) => html`<option value=${it} ?selected=${it === query.size}>${t(`station.${it}`)}</option>`)}
      </select></label>
      <label>${t('find.activity')}<select @change=${(event) => move({ activity: event.target.value })}>
        <option value="">${t('all')}</option>
        ${ACTIVITY_KINDS.map((it) => html`<option value=${it} ?selected=${it === query.activity}>${t(`activity.${it}`)}</option>`)}
      </select></label>
    </div>`;
  }

  function typed(event) {
    clearTimeout(typing);
    const q = event.target.value;
    typing = setTimeout(() => move({ q }), TYPING_MS);
  }

  function stationList() {
    if (stations.length === 0) return html`<p>${t('find.noStation')}</p>`;
    return html`<p class="quiet">${n('find.count', stations.length)}</p>
      <ul class="stations plain">${repeat(stations.slice(0, shown), (it) => it.id, (it) => html`<li><a class="card station" href=${to(['station', it.id])}>
        <b><bdi>${it.name}</bdi></b>
        <span class="facts"><span>${it.district.name}</span><span>${t(`station.${it.kind}`)}</span>${it.distance === undefined ? nothing : html`<span>${distanceText(it.distance)}</span>`}</span>
        ${crowding(it.crowding)}
      </a></li>`)}</ul>
      ${stations.length > shown ? html`<p class="next"><button @click=${() => ((shown += 3 * SHOWN), draw())}>${t('find.more')}</button></p>` : nothing}`;
  }

  async function read() {
    const filter = {};
    if (query.q) filter.q = query.q;
    if (query.district) filter.district = query.district;
    if (query.size) filter.kind = query.size;
    if (query.activity) filter.activity = query.activity;
    const answer = await list(filter, request.signal);
    if (request.signal.aborted) return;
    problem = answer.stations || stations ? undefined : answer.problem;
    clearTimeout(again);
    if (answer.lost) again = setTimeout(anew, AGAIN_MS);
    if (!answer.stations) return draw();
    stations = sorted(answer.stations);
    if (districts.length === 0) districts = [...new Map(stations.map((it) => [it.district.id, it.district])).values()].sort((a, b) => a.id.localeCompare(b.id));
    draw();
    drawMap();
  }

  function anew() {
    read();
    if (found?.problem) ask();
  }

  function sorted(all) {
    if (!position) return all;
    return all.map((it) => ({ ...it, distance: distanceM(position, it.position) })).sort((a, b) => a.distance - b.distance);
  }

  async function near() {
    position = await locate();
    if (!position) announce(t('find.nowhere'));
    if (position && stations) stations = sorted(stations);
    draw();
    drawMap();
  }

  async function drawMap() {
    if (!mapped() || !stations) {
      map?.close();
      map = undefined;
      return;
    }
    const { openMap } = await import('../kit/map.js');
    requestAnimationFrame(() => {
      const element = root.querySelector('#map');
      if (!element) return;
      map ??= openMap(element);
      map.show(stations, position);
    });
  }

  function move(changes) {
    query = { ...query, ...changes };
    go([], query, true);
    request.abort();
    request = new AbortController();
    if (!('q' in changes)) draw();
    read();
  }

  draw();
  read();
  ask();
  const timer = setInterval(() => {
    if (document.visibilityState !== 'visible') return;
    read();
    if (found?.slots?.length <= HITS) page1(found.asked);
  }, CROWDING_MS);
  return {
    moved(next) {
      if (next.path.length > 0) return false;
      query = next.query;
      draw();
      return true;
    },
    close() {
      clearInterval(timer);
      clearTimeout(typing);
      clearTimeout(again);
      request.abort();
      map?.close();
    },
  };
}
