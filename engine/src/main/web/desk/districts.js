/** Which district lacks what: of the city's file, what is there, and of the scorecard, what came of it. */

import { html, nothing } from '../vendor/lit-html.js';
import { page } from '../kit/page.js';
import { named, t } from '../kit/text.js';
import { MACHINES_MIN } from './figures.js';
import { count, share } from './pieces.js';

/** Much less used than the city on the whole, or much more: half as much, half as much again. */
const FAR_OFF = 0.5;

export function districtTable(catalogue, rows) {
  const byStation = new Map(rows.map((it) => [it.station, it]));
  const allKinds = [...new Set(catalogue.stations.flatMap((it) => (it.venues ?? []).map((venue) => venue.kind)))];
  const cityShare = ratio(rows, 'takenPlaces', 'offeredPlaces');
  const districts = catalogue.districts
    .map((it) => summed(it, catalogue.stations.filter((station) => station.districtId === it.id), byStation, allKinds))
    .sort((a, b) => lacks(b, cityShare).length - lacks(a, cityShare).length || a.id.localeCompare(b.id));
  return html`<div class="wide table" tabindex="0" role="group" aria-label=${t('desk.card.city')}><table class="dense report">
    <thead><tr><th scope="col">${t('find.district')}</th><th scope="col" class="number">${t('desk.stations')}</th><th scope="col" class="number">${t('desk.card.bookings')}</th><th scope="col" class="number">${t('desk.card.share')}</th><th scope="col" class="number">${t('desk.card.neighbourShare')}</th><th scope="col">${t('desk.card.lacks')}</th></tr></thead>
    <tbody>${districts.map((it) => html`<tr>
      <th scope="row"><bdi>${it.name[page.language] ?? it.name.zh}</bdi></th>
      <td class="number">${count(it.stations)}</td><td class="number">${count(it.bookings)}</td><td class="number">${share(it.share)}</td><td class="number">${share(it.neighbourShare)}</td>
      <td>${lacks(it, cityShare).map((text) => html`<span class="badge warn">${text}</span> `)}${lacks(it, cityShare).length ? nothing : html`<span class="quiet">${t('desk.card.lacksNothing')}</span>`}</td>
    </tr>`)}</tbody></table></div>
    <p class="quiet"><small>${t('desk.card.lacks.formula')}</small></p>`;
}

function summed(district, stations, byStation, allKinds) {
  const rows = stations.map((it) => byStation.get(it.id)).filter(Boolean);
  const kinds = new Set(stations.flatMap((it) => (it.venues ?? []).map((venue) => venue.kind)));
  const knowNeighbours = rows.filter((it) => it.neighbourPlaces !== undefined);
  return {
    ...district,
    stations: stations.length,
    bookings: rows.reduce((sum, it) => sum + (it.bookings ?? 0), 0),
    share: ratio(rows, 'takenPlaces', 'offeredPlaces'),
    neighbourShare: ratio(knowNeighbours, 'neighbourPlaces', 'takenPlaces'),
    lackingKinds: allKinds.filter((it) => !kinds.has(it)),
    fewMachines: stations.filter((it) => (it.machines ?? []).length < (MACHINES_MIN[it.kind] ?? 0)).length,
    fewLectures: rows.filter((it) => (it.lectureHours ?? 0) < (it.lectureHoursMin ?? 0)).length,
    fewTrainings: rows.filter((it) => (it.trainingHours ?? 0) < (it.trainingHoursMin ?? 0)).length,
  };
}

function lacks(it, cityShare) {
  if (it.stations === 0) return [t('desk.lack.stations')];
  const found = it.lackingKinds.map((kind) => t('desk.lack.kind', { kind: named('kind', kind) }));
  if (it.fewMachines) found.push(t('desk.lack.machines', { n: it.fewMachines }));
  if (it.fewLectures) found.push(t('desk.lack.lectures', { n: it.fewLectures }));
  if (it.fewTrainings) found.push(t('desk.lack.trainings', { n: it.fewTrainings }));
  if (cityShare && it.share !== undefined && it.share < cityShare * FAR_OFF) found.push(t('desk.lack.use'));
  if (cityShare && it.share > cityShare * (1 + FAR_OFF)) found.push(t('desk.lack.places'));
  return found;
}

/** Undefined where there is nothing to have a share of. */
function ratio(rows, part, whole) {
  const of = rows.reduce((sum, it) => sum + (it[whole] ?? 0), 0);
  return of > 0 ? rows.reduce((sum, it) => sum + (it[part] ?? 0), 0) / of : undefined;
}
