/** From what somebody types, a date and a time by the city's clock, to the moment that it is; and from one date to another. */

import { page } from '../kit/page.js';

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: page.zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

/** What a clock in the city shows at a moment, read as if it were UTC. */
function shownAt(ms) {
  const it = Object.fromEntries(parts.formatToParts(ms).map((part) => [part.type, part.value]));
  return Date.UTC(it.year, it.month - 1, it.day, it.hour, it.minute, it.second);
}

/**
 * `2026-11-21T18:00` of the city as RFC 3339; undefined where it is no time. Where clocks are put back it is the first of the two, and a time that is
 * left out in spring is as much later.
 */
export function momentOf(local) {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return undefined;
  const first = wanted - (shownAt(wanted) - wanted);
  return new Date(wanted - (shownAt(first) - first)).toISOString();
}

/** For a field of date and time: a moment by the city's clock. */
export function localOf(ms) {
  return new Date(shownAt(ms)).toISOString().slice(0, 16);
}

/** So many days later, or earlier. */
export function dateAfter(date, days) {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
