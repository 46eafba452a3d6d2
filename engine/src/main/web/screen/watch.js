/**
 * What is known of the station, and how it is kept true: the day's slots, the count of people and how machines stand by the stream, from the version that was read on;
 * all else is read every few minutes. At midnight, and whenever the engine can't tell what was missed, the slots are read anew.
 */

import { get } from '../kit/ask.js';
import { today } from '../kit/clock.js';
import { withMachine } from '../kit/machines.js';
import { newest } from '../kit/newest.js';
import { follow } from '../kit/stream.js';

const LANGUAGES = ['zh', 'en'];
/** What no stream tells: activities, shares, which machines there are. */
const REST_MS = 120_000;
/** Once in a while all is read anew: weeks are long enough for something to have been missed that nobody thought of. */
const ANEW_MS = 3_600_000;
/** A station may be announced later, or come back with the next catalogue. */
const UNKNOWN_MS = 60_000;
const FAILED_MS = 10_000;
/** The engine says something every 15 s. */
const SILENCE_MS = 60_000;
/** More than a screen has room for. */
const ACTIVITIES = 12;

/** @return `state`, which {@link tick} and the engine change, and `tick`, to be called each second */
export function watch(id, changed) {
  const path = `/v1/stations/${encodeURIComponent(id)}`;
  const state = {
    id,
    /** By language. */
    station: {},
    activities: {},
    machines: undefined,
    occupancy: undefined,
    /** With its `date`: of another day it says nothing about today. */
    day: undefined,
    unknown: false,
    live: false,
    /** By the browser's own count of milliseconds, which nobody sets; undefined before the first answer. */
    heardAt: undefined,
    get lost() {
      return !this.live || performance.now() - this.heardAt > SILENCE_MS;
    },
  };
  let stop;
  /** Which try to follow is the current one; what others still get is too late. */
  let run = 0;
  let nextBegin = 0;
  let nextRest = 0;
  const slots = newest(putSlot);
  let counts = 0;
  let words = 0;

  function tick() {
    const at = performance.now();
    if (at >= nextBegin || (state.day && state.live && state.day.date !== today())) begin();
    if (at >= nextRest && state.heardAt !== undefined && !state.unknown) readRest();
  }

  async function begin() {
    const mine = ++run;
    stop?.();
    stop = undefined;
    nextBegin = performance.now() + ANEW_MS;
    const date = today();
    const read = await readDay(date, () => mine === run);
    if (mine !== run) return;
    if (!read) {
      lose(FAILED_MS);
      return;
    }
    tick();
    stop = follow(`${path}/live?date=${date}&after=${state.day.version}`, {
      event(name, data) {
        if (name === 'slot') slots.tell(data);
        else if (name === 'occupancy') takeOccupancy(data);
        else if (name === 'equipment') takeMachine(data);
        else if (name === 'reset') readDay(date, () => mine === run).then((ok) => mine === run && !ok && lose(FAILED_MS));
        changed();
      },
      state(it) {
        if (mine !== run) return;
        if (it === 'refused') return lose(FAILED_MS);
        state.live = it === 'live';
        if (state.live) {
          heard();
          // Of what happened meanwhile no stream may tell.
          nextRest = 0;
        }
        changed();
      },
      heard,
    });
  }

  /** Begins anew, but not at once. */
  function lose(waitMs) {
    stop?.();
    stop = undefined;
    state.live = false;
    nextBegin = performance.now() + (state.unknown ? UNKNOWN_MS : waitMs) * (0.75 + Math.random() / 2);
    changed();
  }

  async function readDay(date, wanted) {
    let failed = false;
    await slots.read(
      () => get(`${path}/slots?date=${date}`),
      (answer) => {
        if (!wanted()) return;
        state.unknown = answer.status === 404;
        failed = !answer.ok;
        if (failed) return;
        heard();
        state.day = answer.body;
      },
    );
    if (!wanted() || failed) return false;
    changed();
    return true;
  }

  function putSlot(it) {
    const venue = state.day?.venues.find((one) => one.id === it.venue);
    const at = venue?.slots.findIndex((one) => one.id === it.id) ?? -1;
    if (at < 0) return;
    const before = venue.slots[at];
    // Of a slot under way the engine says no more that it was closed.
    const reason = it.reason ?? (it.state === 'PAST' ? before.reason : undefined);
    venue.slots[at] = { ...it, reason, start: before.start, end: before.end };
  }

  function takeOccupancy(it) {
    counts++;
    state.occupancy = it;
  }

  function takeMachine(it) {
    words++;
    state.machines = withMachine(state.machines, it);
  }

  async function readRest() {
    nextRest = performance.now() + REST_MS * (0.75 + Math.random() / 2);
    const before = counts;
    const wordsBefore = words;
    const [occupancy, machines, ...named] = await Promise.all([
      get(`${path}/occupancy`),
      get(`${path}/equipment`),
      ...LANGUAGES.map((it) => get(path, { headers: { 'Accept-Language': it } })),
      ...LANGUAGES.map((it) => get(`/v1/activities?station=${encodeURIComponent(id)}&limit=${ACTIVITIES}`, { headers: { 'Accept-Language': it } })),
    ]);
    // What the stream has told meanwhile is newer.
    if (occupancy.ok && before === counts) state.occupancy = occupancy.body;
    if (machines.ok && (words === wordsBefore || !state.machines)) state.machines = machines.body.machines;
    LANGUAGES.forEach((language, i) => {
      const station = named[i];
      const activities = named[LANGUAGES.length + i];
      if (station.ok) state.station[language] = station.body;
      if (activities.ok) state.activities[language] = activities.body.activities;
    });
    changed();
  }

  function heard() {
    state.heardAt = performance.now();
  }

  tick();
  return { state, tick };
}
