/** What a slot's id says: where and when. For alternatives, of which the engine gives ids alone. */

import { html } from '../vendor/lit-html.js';
import { longDate, noonOf } from './clock.js';
import { detail } from './stations.js';

const names = new Map();
const listeners = new Set();

/** Calls when more venues have got their names. */
export function whenNamed(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `sh-001-b1.20261121T1800`: the venue, and when it starts by the city's clock. */
function parsed(slot) {
  const [, venue, y, m, d, hour, minute] = /^(.+)\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(slot) ?? [];
  if (!venue) return undefined;
  return { ...stationOfVenue(venue), date: `${y}-${m}-${d}`, at: `${hour}:${minute}` };
}

/** For a template: a name may be of any script, and turns nothing around but itself. */
export function slotText(slot) {
  const it = parsed(slot);
  if (!it || Number.isNaN(noonOf(it.date))) return slot;
  return html`<bdi>${venueName(it)}</bdi> · ${longDate(it.date)} ${it.at}`;
}

slotText.place = (slot) => parsed(slot) ?? { station: '', date: '' };

/** By how ids are made: a station's come first in those of its venues. */
export const stationOfVenue = (venue) => ({ venue, station: venue.split('-').slice(0, -1).join('-') });

/** A station's, once one of its venues was asked for. */
export const stationName = (station) => names.get(station) ?? station;

/** The name once it is known; until then the id. */
export function venueName({ venue, station }) {
  if (!names.has(venue)) {
    names.set(venue, venue);
    detail(station).then((answer) => {
      if (answer.ok) for (const it of [answer.body, ...answer.body.venues]) names.set(it.id, it.name);
      listeners.forEach((listener) => listener());
    });
  }
  return names.get(venue);
}
