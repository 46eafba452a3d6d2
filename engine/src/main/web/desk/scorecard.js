/**
 * Each station on the four dimensions by which stations are accepted: coverage, participation, smartness, public benefit. Beside each figure stands how it
 * is counted; what nobody knows is said. There is no sum of all: the city has given no weights.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { get } from '../kit/ask.js';
import { refusal } from '../kit/parts.js';
import { to } from '../kit/route.js';
import { detail } from '../kit/stations.js';
import { t } from '../kit/text.js';
import { districtTable } from './districts.js';
import { MACHINES_MIN, written } from './figures.js';
import { share } from './pieces.js';
import * as who from './who.js';

const COLUMNS = ['openHours', 'venueKinds', 'share', 'members', 'neighbourShare', 'lectureHours', 'trainingHours'];

/** @param {{changed: () => void, query: () => object, move: (changes: object) => void}} room */
export function openScorecard(room) {
  let catalogue;
  let catalogueProblem;
  /** Of the station that was chosen, what is so now. */
  let present;
  let closed = false;

  if (who.isAdmin()) {
    get('/v1/admin/catalogue').then((answer) => {
      if (answer.ok) catalogue = answer.body;
      else catalogueProblem = answer.problem;
      if (!closed) room.changed();
    });
  }

  function template(report) {
    const rows = report.rows.map((it) => ({ ...it, neighbourShare: it.takenPlaces ? (it.neighbourPlaces === undefined ? undefined : it.neighbourPlaces / it.takenPlaces) : undefined }));
    const chosen = rows.find((it) => it.station === room.query().station) ?? rows[0];
    if (!chosen) return html`<p class="note">${t('desk.report.none')}</p>`;
    look(chosen.station);
    return html`
      ${who.isAdmin() ? city(rows) : nothing}
      <h2>${t('desk.card.stations')}</h2>
      <div class="columns scores"><div>${table(rows, chosen)}</div><section aria-labelledby="card">${card(chosen)}</section></div>`;
  }

  function city(rows) {
    if (catalogueProblem) return refusal(catalogueProblem);
    return catalogue ? html`<h2>${t('desk.card.city')}</h2>${districtTable(catalogue, rows)}` : nothing;
  }

  function table(rows, chosen) {
    return html`<div class="wide table scroll" tabindex="0" role="group" aria-label=${t('desk.card.stations')}><table class="dense report">
      <thead><tr><th scope="col">${t('desk.station')}</th>${COLUMNS.map((it) => html`<th scope="col" class="number">${t(`desk.card.${it}`)}</th>`)}</tr></thead>
      <tbody>${repeat(rows, (it) => it.station, (it) => html`<tr class=${it === chosen ? 'fresh' : ''}>
        <th scope="row"><button class="bare small linked" aria-pressed=${it === chosen} @click=${() => room.move({ station: it.station })}><bdi>${it.name ?? it.station}</bdi></button></th>
        ${COLUMNS.map((one) => html`<td class="number">${one === 'neighbourShare' ? share(it[one]) : written(one, it[one])}${it[`${one}Min`] ? html`<small>/${it[`${one}Min`]}</small>` : nothing}</td>`)}
      </tr>`)}</tbody></table></div>`;
  }

  function card(it) {
    const now = present?.id === it.station ? present : undefined;
    return html`<h3 id="card"><bdi>${it.name ?? it.station}</bdi> <a class="button small" href=${to(['day', it.station])}>${t('desk.openDay')}</a></h3>
      <div class="dimensions">
        ${dimension('coverage', figures([
          figure('openHours', written('openHours', it.openHours)),
          figure('venueKinds', written('venueKinds', it.venueKinds)),
          figure('offeredPlaces', written('offeredPlaces', it.offeredPlaces)),
        ]))}
        ${dimension('participation', figures([
          figure('share', share(it.share)),
          figure('members', written('members', it.members)),
          figure('bookings', written('bookings', it.bookings)),
        ]))}
        ${dimension('smartness', now?.problem ? refusal(now.problem) : !now || now.waiting ? html`<p class="quiet">${t('page.wait')}</p>` : figures([
          figure('machines', String(now.machines), MACHINES_MIN[now.kind], now.machines),
          figure('machinesHeard', now.machines ? share(now.heard / now.machines) : '–'),
          figure('gates', t(`desk.card.gates.${now.confidence}`)),
          figure('smartBays', String(now.smartBays)),
        ]))}
        ${dimension('benefit', figures([
          figure('neighbourShare', share(it.neighbourShare)),
          figure('lectureHours', written('lectureHours', it.lectureHours), it.lectureHoursMin, it.lectureHours),
          figure('trainingHours', written('trainingHours', it.trainingHours), it.trainingHoursMin, it.trainingHours),
        ]))}
      </div>`;
  }

  const figures = (those) => html`<dl>${those}</dl>`;

  /** @param content its figures, or why there are none yet */
  function dimension(name, content) {
    return html`<section class="card dimension" aria-labelledby="dimension-${name}"><h4 id="dimension-${name}">${t(`desk.dimension.${name}`)}</h4>
      ${content}
      <p class="quiet unknown"><small>${t(`desk.dimension.${name}.unknown`)}</small></p></section>`;
  }

  function figure(name, value, min, has) {
    return html`<div class="figure"><dt>${t(`desk.card.${name}`)}</dt><dd><b>${value}</b>${min === undefined ? nothing : html` <span class="badge ${has >= min ? 'good' : 'warn'}">${t(has >= min ? 'desk.card.meets' : 'desk.card.below', { min })}</span>`}
      <small>${t(`desk.card.${name}.formula`)}</small></dd></div>`;
  }

  /** Smartness is not counted over time; what is there now is. */
  async function look(id) {
    if (present?.id === id) return;
    present = { id, waiting: true };
    const [station, equipment] = await Promise.all([detail(id), get(`/v1/stations/${encodeURIComponent(id)}/equipment`)]);
    if (closed || present.id !== id) return;
    const failed = !station.ok ? station.problem : !equipment.ok ? equipment.problem : undefined;
    present = failed ? { id, problem: failed } : {
      id,
      kind: station.body.kind,
      machines: equipment.body.machines.length,
      heard: equipment.body.machines.filter((it) => it.state !== 'OFFLINE').length,
      confidence: station.body.crowding.confidence,
      smartBays: station.body.venues.filter((it) => it.kind === 'VR_BAY' || it.kind === 'AI_COACH_BAY').length,
    };
    room.changed();
  }

  return { template, close: () => (closed = true) };
}
