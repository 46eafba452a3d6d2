/** Who looks at the page, and their reservations as the engine last told them: read once, then followed. */

import { AGAIN_MS, ask, get, newKey, whenSignedOut } from '../kit/ask.js';
import { now } from '../kit/clock.js';
import { newest } from '../kit/newest.js';
import { follow } from '../kit/stream.js';
import { announce } from '../kit/view.js';
import { t } from '../kit/text.js';

const OVER = new Set(['CANCELLED', 'EXPIRED', 'COMPLETED', 'NO_SHOW']);

export const state = {
  /** Undefined until that is known, null for nobody. */
  who: undefined,
  /** By id; undefined until they were read. */
  reservations: undefined,
  /** 'live', or 'lost' while nothing is heard. */
  live: undefined,
  /** Whether what is shown was kept from earlier, since the engine can't be reached. */
  offline: false,
};

const listeners = new Set();
const noticeListeners = new Set();
let stop;

export function whenChanged(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls when somebody was told something new. */
export function whenNoticed(listener) {
  noticeListeners.add(listener);
  return () => noticeListeners.delete(listener);
}

function noticed() {
  noticeListeners.forEach((listener) => listener());
}

/** Has whatever shows reservations draw them anew. */
export function changed() {
  listeners.forEach((listener) => listener());
}

export async function start() {
  const answer = await get('/v1/session');
  if (answer.ok) state.who = answer.body.signedIn ? answer.body : null;
  else if (state.who === undefined && !answer.lost) state.who = null;
  state.offline = Boolean(answer.offline || answer.lost);
  if (state.who?.roles.includes('member')) {
    await listen();
  } else if (answer.lost) {
    state.live = 'lost';
    setTimeout(start, AGAIN_MS);
  } else {
    // Whoever is signed in as something else has no reservations, and no stream of them.
    state.live = undefined;
    state.reservations = state.who ? new Map() : undefined;
  }
  changed();
}

/** First the stream, then the list: so nothing is missed between the two. */
async function listen() {
  stop?.();
  let opened;
  const open = new Promise((done) => (opened = done));
  stop = follow('/v1/me/live', {
    event(name, data) {
      if (name === 'reservation') told(data);
      else if (name === 'notification') noticed();
      else if (name === 'reset') read();
    },
    state(live) {
      state.live = live === 'refused' ? undefined : live;
      // What was kept from earlier was good enough as long as there was nobody to ask.
      if (live === 'live' && state.offline) read();
      opened();
      changed();
      if (live === 'refused') start();
    },
  });
  await open;
  await read();
}

const mine = newest((it) => state.reservations.set(it.id, { ...it }));

export async function read() {
  await mine.read(
    () => get('/v1/me/reservations?limit=100'),
    (answer) => {
      if (!answer.ok) {
        if (state.reservations === undefined) state.reservations = new Map();
        state.offline = true;
      } else {
        state.reservations = new Map(answer.body.reservations.map((it) => [it.id, it]));
        state.offline = Boolean(answer.offline);
      }
    },
  );
  changed();
}

/** As an answer or the stream has it. */
export function told(reservation) {
  const before = state.reservations?.get(reservation.id);
  state.reservations ??= new Map();
  mine.tell(reservation);
  if (before && before.state !== reservation.state && (reservation.state === 'OFFERED' || reservation.state === 'CANCELLED'))
    announce(t(`said.${reservation.state}`));
  changed();
}

/** Those to come or under way, the earliest first. */
export function upcoming() {
  return [...(state.reservations?.values() ?? [])]
    .filter((it) => !OVER.has(it.state) && Date.parse(it.end) > now())
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

/** Those that are over, the latest first. */
export function past() {
  const coming = new Set(upcoming().map((it) => it.id));
  return [...(state.reservations?.values() ?? [])].filter((it) => !coming.has(it.id)).sort((a, b) => Date.parse(b.start) - Date.parse(a.start));
}

/** What one has of a slot now. */
export function ofSlot(slot) {
  return upcoming().find((it) => it.slots.includes(slot));
}

/** One attempt to reserve: the same key however often it is sent. */
export function intention(body) {
  const key = newKey();
  return async () => {
    const answer = await ask('POST', '/v1/reservations', { body, key });
    if (answer.ok) told(answer.body);
    return answer;
  };
}

/** The same for weekly repetitions. */
export function seriesIntention(body) {
  const key = newKey();
  return async () => {
    const answer = await ask('POST', '/v1/reservations/series', { body, key });
    if (answer.ok) await read();
    return answer;
  };
}

/** Where no answer comes, nothing was done either. */
export async function preview(body) {
  const answer = await ask('POST', '/v1/reservations', { body: { ...body, mode: 'preview' }, key: newKey() });
  return answer.lost ? { ...answer, problem: { code: 'unreachable' } } : answer;
}

/** May be sent again without harm, so a lost answer is asked for again. */
export async function act(method, path) {
  const answer = await ask(method, path, { key: newKey() });
  if (answer.ok && answer.body.id) told(answer.body);
  return answer;
}

export const confirm = (id) => act('POST', `/v1/reservations/${id}/confirm`);
export const cancel = (id) => act('DELETE', `/v1/reservations/${id}`);

export async function signOut() {
  const answer = await ask('DELETE', '/v1/session', { key: newKey() });
  if (!answer.ok && answer.status !== 401 && answer.status !== 409) return answer;
  stop?.();
  Object.assign(state, { who: null, reservations: undefined, live: undefined });
  // What was kept for being offline is somebody's own.
  navigator.serviceWorker?.controller?.postMessage('forget');
  changed();
  return answer;
}

whenSignedOut(() => {
  if (!state.who) return;
  stop?.();
  Object.assign(state, { who: null, live: undefined });
  announce(t('page.expired'));
  changed();
});
