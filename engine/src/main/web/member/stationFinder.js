/** All stations, by what one wants of them: as a list, and on a map where there is room or it is asked for. */

import { html, nothing } from '../vendor/lit-html.js';
import { AGAIN_MS } from '../kit/ask.js';
import { crowding, refusal, wait } from '../kit/parts.js';
import { to } from '../kit/route.js';
import { distanceM, distanceText, list, locate } from '../kit/stations.js';
import { n, t } from '../kit/text.js';
import { announce } from '../kit/view.js';

/** Until somebody wants more: what a phone shows in four screens. */
const SHOWN = 24;
const TYPING_MS = 250;
const SIZES = ['SIMPLE', 'REGULAR', 'COMPREHENSIVE'];
const ACTIVITIES = ['CLASS', 'TOURNAMENT', 'LECTURE'];
const roomy = matchMedia('(min-width: 48rem)');

/** @param {{state: {query: object, position: object|null}, draw: () => void, move: (changes: object) => void, root: HTMLElement}} place */
export function stationFinder({ state, draw, move, root }) {
  let stations;
  let districts;
  let problem;
  let shown = SHOWN;
  let typing;
  let again;
  let map;
  let request = new AbortController();

  const mapped = () => (state.query.map ?? (roomy.matches ? '1' : '0')) === '1';

  function template() {
    return html`<h2>${t('find.stations')}</h2>
      ${filters()}
      <div class="mapTools">
        <button aria-pressed=${mapped()} @click=${toggleMap}>${t(mapped() ? 'find.asList' : 'find.onMap')}</button>
        <button @click=${near}>${t('find.near')}</button>
      </div>
      ${mapped() ? html`<div class="map" id="map" role="region" aria-label=${t('find.map')}></div>` : nothing}
      ${problem ? refusal(problem) : stations ? stationList() : wait()}`;
  }

  function filters() {
    const { query } = state;
    return html`<div class="filters">
      <label>${t('find.name')}<input type="search" .value=${query.q ?? ''} maxlength="100" @input=${typed}></label>
      <label>${t('find.district')}<select @change=${(event) => filter({ district: event.target.value })}>
        <option value="">${t('all')}</option>
        ${(districts ?? []).map((it) => html`<option value=${it.id} ?selected=${it.id === query.district}>${it.name}</option>`)}
      </select></label>
      <label>${t('find.size')}<select @change=${(event) => filter({ size: event.target.value })}>
        <option value="">${t('all')}</option>
        ${SIZES.map((it) => html`<option value=${it} ?selected=${it === query.size}>${t(`station.${it}`)}</option>`)}
      </select></label>
      <label>${t('find.activity')}<select @change=${(event) => filter({ activity: event.target.value })}>
        <option value="">${t('all')}</option>
        ${ACTIVITIES.map((it) => html`<option value=${it} ?selected=${it === query.activity}>${t(`activity.${it}`)}</option>`)}
      </select></label>
    </div>`;
  }

  function typed(event) {
    clearTimeout(typing);
    const q = event.target.value;
    typing = setTimeout(() => filter({ q }), TYPING_MS);
  }

  function filter(changes) {
    move(changes);
    read();
  }

  function toggleMap() {
    move({ map: mapped() ? '0' : '1' });
    draw();
    drawMap();
  }

  function stationList() {
    if (stations.length === 0) return html`<p>${t('find.noStation')}</p>`;
    return html`<p class="quiet">${n('find.count', stations.length)}</p>
      <ul class="stations plain">${stations.slice(0, shown).map((it) => html`<li><a class="card station" href=${to(['station', it.id])}>
        <b><bdi>${it.name}</bdi></b>
        <span class="facts"><span>${it.district.name}</span><span>${t(`station.${it.kind}`)}</span>${it.distance === undefined ? nothing : html`<span>${distanceText(it.distance)}</span>`}</span>
        ${crowding(it.crowding)}
      </a></li>`)}</ul>
      ${stations.length > shown ? html`<p class="next"><button @click=${() => ((shown += 3 * SHOWN), draw())}>${t('find.more')}</button></p>` : nothing}`;
  }

  async function read() {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    const { q, district, size: kind, activity } = state.query;
    const asked = Object.fromEntries(Object.entries({ q, district, kind, activity }).filter(([, value]) => value));
    const answer = await list(asked, signal);
    if (signal.aborted) return;
    problem = answer.stations || stations ? undefined : answer.problem;
    clearTimeout(again);
    if (answer.lost) again = setTimeout(read, AGAIN_MS);
    if (answer.stations) stations = sorted(answer.stations);
    const whole = Object.keys(asked).length === 0;
    if (whole) nameDistricts(answer);
    draw();
    drawMap();
    // Of all stations, whatever the address has asked for.
    if (whole || districts || !answer.stations) return;
    nameDistricts(await list({}, signal));
    draw();
  }

  function nameDistricts({ stations: all }) {
    if (!all) return;
    districts ??= [...new Map(all.map((it) => [it.district.id, it.district])).values()].sort((a, b) => a.id.localeCompare(b.id));
  }

  function sorted(all) {
    const { position } = state;
    if (!position) return all;
    return all.map((it) => ({ ...it, distance: distanceM(position, it.position) })).sort((a, b) => a.distance - b.distance);
  }

  async function near() {
    state.position = await locate();
    if (!state.position) announce(t('find.nowhere'));
    if (state.position && stations) stations = sorted(stations);
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
      map.show(stations, state.position);
    });
  }

  return {
    template,
    read,
    close() {
      clearTimeout(typing);
      clearTimeout(again);
      request.abort();
      map?.close();
    },
  };
}
