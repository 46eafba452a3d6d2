/** The engine's time, whatever the device's clock says, shown by the city's clock, wherever the device is. */

import { page } from './page.js';

/** The device's clock may be off by so much before anybody notices: `Date` headers have whole seconds. */
const EXACT_ENOUGH_MS = 2_000;
const DAY_MS = 86_400_000;

let aheadMs = 0;

/** Learns from an answer's `Date` how far the engine's clock is ahead. */
export function learnTime(dateHeader, askedAtMs) {
  const said = Date.parse(dateHeader ?? '');
  if (Number.isNaN(said)) return;
  const here = (askedAtMs + Date.now()) / 2;
  const ahead = said + 500 - here;
  aheadMs = Math.abs(ahead) < EXACT_ENOUGH_MS ? 0 : ahead;
}

/** The engine's time in milliseconds. */
export function now() {
  return Date.now() + aheadMs;
}

const formats = new Map();

/** One of each, made when it is first used: making one costs a phone some milliseconds. */
function format(name, options, language = page.language) {
  const key = `${name} ${language}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: page.zone, ...options });
    formats.set(key, known);
  }
  return known;
}

/** "18:00" */
export const clock = (at) => format('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** "18:00:05" */
export const clockWithSeconds = (at) =>
  format('seconds', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** "Sat 21 Nov"; in the page's language where none is given. */
export const day = (at, language) => format('day', { weekday: 'short', day: 'numeric', month: 'short' }, language).format(new Date(at));

/** "Saturday 21 November" */
export const longDay = (at, language) => format('longDay', { weekday: 'long', day: 'numeric', month: 'long' }, language).format(new Date(at));

export const weekday = (at) => format('weekday', { weekday: 'short' }).format(new Date(at));
export const dayOfMonth = (at) => format('dayOfMonth', { day: 'numeric', month: 'numeric' }).format(new Date(at));

/** "Sat 21 Nov, 18:00" */
export const moment = (at) => `${day(at)} ${clock(at)}`;

/** "Sat 21 Nov 18:00–19:00" */
export const span = (start, end) => `${day(start)} ${clock(start)}–${clock(end)}`;

let isoDates;

/** Years, months and days as an ISO date has them, by the city's clock. */
function dateParts() {
  isoDates ??= new Intl.DateTimeFormat('en-CA', { timeZone: page.zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return isoDates;
}

/** "2026-11-21": a date as the API has it. */
export const dateOf = (at) => dateParts().format(new Date(at));

export const today = () => dateOf(now());

/** So many dates from one on, today where none is given. */
export function datesFrom(count, first = today()) {
  // By noon in UTC each day has one, whatever clocks are put forward meanwhile.
  const start = Date.parse(`${first}T12:00:00Z`);
  return Array.from({ length: count }, (_, i) => new Date(start + i * DAY_MS).toISOString().slice(0, 10));
}

/** For showing a date: a moment at which it is that date in every zone that matters, by the formats below. */
export const noonOf = (date) => Date.parse(`${date}T12:00:00Z`);

/** The same by a date alone, which is no moment of any zone. */
const dateFormat = (name, options) => format(name, { ...options, timeZone: 'UTC' });

export const weekdayOfDate = (date) => dateFormat('weekdayOfDate', { weekday: 'short' }).format(noonOf(date));
export const numberOfDate = (date) => dateFormat('numberOfDate', { day: 'numeric', month: 'numeric' }).format(noonOf(date));
export const longDate = (date) => dateFormat('longDate', { weekday: 'long', day: 'numeric', month: 'long' }).format(noonOf(date));

/** Minutes and seconds until a time, "1:05"; "0:00" once it has come. */
export function countdown(until) {
  const left = Math.max(0, Math.ceil((Date.parse(until) - now()) / 1_000));
  const minutes = Math.floor(left / 60);
  const seconds = String(left % 60).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`;
}
