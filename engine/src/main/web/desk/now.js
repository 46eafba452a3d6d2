/** What goes on now: what needs a person, on top; then all stations with how full they are, as a list and on a map. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { clockWithSeconds, now } from '../kit/clock.js';
import { crowding, refusal, wait } from '../kit/parts.js';
import { go, to } from '../kit/route.js';
import { list } from '../kit/stations.js';
import { n, named, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { alarmList, openAlarms } from './alarms.js';
import { count } from './pieces.js';
import * as who from './who.js';

/** An operator looks at this all day; the engine answers from memory, and a list that has not changed is not sent again. */
const CROWDING_MS = 10_000;
const TYPING_MS = 150;
const LEVELS = ['HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'];
const ORDERS = ['fullest', 'name', 'id'];

export function open(root, place) {
  let query = place.query;
  let stations;
  let readAt;
  let problem;
  let typing;
  let map;
  const request = new AbortController();

  const alarms = openAlarms(() => draw());
  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.now')}</h1>${readAt ? html`<small>${t('desk.asOf', { at: clockWithSeconds(readAt) })}</small>` : nothing}</header>
    ${alarmList(alarms.state, stations)}
    ${problem ? refusal(problem) : nothing}
    ${stations ? html`${sums()}<div class="columns">
      <section aria-labelledby="stations">
        <h2 id="stations" class="unseen">${t('desk.stations')}</h2>
        ${filters()} ${table()}
      </section>
      <div class="map" id="map" role="region" aria-label=${t('find.map')}></div>
    </div>` : problem ? nothing : wait()}`);

  function sums() {
    const mine = who.own(stations);
    const inside = mine.reduce((sum, it) => sum + (it.crowding.level === 'UNKNOWN' ? 0 : it.crowding.inside), 0);
    return html`<ul class="figures" aria-label=${t('desk.sums')}>
      <li><b>${count(inside)}</b><span>${t('desk.inside')}</span></li>
      ${LEVELS.map((level) => html`<li class=${level}><button aria-pressed=${query.level === level} @click=${() => move({ level: query.level === level ? '' : level })}>
        <b>${count(mine.filter((it) => it.crowding.level === level).length)}</b><span>${t(`crowd.${level}`)}</span></button></li>`)}
    </ul>`;
  }

  function filters() {
    const districts = [...new Map(who.own(stations).map((it) => [it.district.id, it.district])).values()].sort((a, b) => a.id.localeCompare(b.id));
    return html`<form class="filters" role="search" aria-label=${t('desk.filter')} @submit=${openFirst}>
      <label>${t('find.name')}<input type="search" maxlength="100" autocomplete="off" .value=${query.q ?? ''} @input=${typed}></label>
      <label>${t('find.district')}<select @change=${(event) => move({ district: event.target.value })}>
        <option value="">${t('all')}</option>${districts.map((it) => html`<option value=${it.id} .selected=${it.id === query.district}>${it.name}</option>`)}
      </select></label>
      <label>${t('desk.order')}<select @change=${(event) => move({ order: event.target.value })}>
        ${ORDERS.map((it) => html`<option value=${it} .selected=${it === (query.order || 'fullest')}>${t(`desk.order.${it}`)}</option>`)}
      </select></label>
    </form>`;
  }

  function table() {
    const shown = wanted();
    if (shown.length === 0) return html`<p class="note">${t('find.noStation')}</p>`;
    return html`<p class="quiet">${n('find.count', shown.length)}</p><div class="wide scroll" tabindex="0" role="group" aria-labelledby="stations"><table class="dense">
      <thead><tr><th scope="col">${t('desk.station')}</th><th scope="col" class="roomy">${t('find.district')}</th><th scope="col" class="roomy">${t('find.size')}</th><th scope="col">${t('desk.crowding')}</th></tr></thead>
      <tbody>${repeat(shown, (it) => it.id, (it) => html`<tr class=${alarms.of(it.id).length ? 'alarmed' : ''}>
        <th scope="row"><a href=${to(['day', it.id])}><bdi>${it.name}</bdi></a><small>${it.id}${alarms.of(it.id).map((one) => html` · <span class="bad">${named('desk.alarm', one.code)}</span>`)}</small></th>
        <td class="roomy">${it.district.name}</td><td class="roomy">${t(`station.${it.kind}`)}</td><td>${crowding(it.crowding)}</td>
      </tr>`)}</tbody></table></div>`;
  }

  function wanted() {
    const text = (query.q ?? '').trim().toLowerCase();
    const shown = who.own(stations).filter((it) =>
      (!query.district || it.district.id === query.district) &&
      (!query.level || it.crowding.level === query.level) &&
      (!text || `${it.id} ${it.name} ${it.address}`.toLowerCase().includes(text)));
    if (query.order === 'id') return shown;
    if (query.order === 'name') return shown.sort((a, b) => a.name.localeCompare(b.name));
    return shown.sort((a, b) => fullness(b) - fullness(a));
  }

  function fullness({ crowding: it }) {
    return it.level === 'UNKNOWN' || !it.limit ? -1 : it.inside / it.limit;
  }

  function typed(event) {
    clearTimeout(typing);
    const q = event.target.value;
    typing = setTimeout(() => move({ q }), TYPING_MS);
  }

  function openFirst(event) {
    event.preventDefault();
    const first = wanted()[0];
    if (first) go(['day', first.id]);
  }

  async function read() {
    const answer = await list({}, request.signal);
    if (request.signal.aborted) return;
    problem = answer.stations ? undefined : answer.problem;
    if (answer.stations) {
      stations = answer.stations;
      readAt = now();
    }
    draw();
    drawMap();
  }

  async function drawMap() {
    if (!stations) return;
    const { openMap } = await import('../kit/map.js');
    requestAnimationFrame(() => {
      const element = root.querySelector('#map');
      if (!element || request.signal.aborted) return;
      map ??= openMap(element, (station) => go(['day', station.id]));
      map.show(wanted(), null);
    });
  }

  function move(changes) {
    query = { ...query, ...changes };
    go([], query, true);
    draw();
    drawMap();
  }

  draw();
  read();
  const timer = setInterval(() => document.visibilityState === 'visible' && read(), CROWDING_MS);
  return {
    moved(next) {
      if (next.path.length > 0) return false;
      query = next.query;
      draw();
      drawMap();
      return true;
    },
    close() {
      clearInterval(timer);
      clearTimeout(typing);
      alarms.close();
      request.abort();
      map?.close();
    },
  };
}
