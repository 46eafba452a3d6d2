/** Who sits at the desk, as the engine says, and what of it they may see. What they may do the engine decides, each time. */

import { ask, get, newKey, whenSignedOut } from '../kit/ask.js';
import { page } from '../kit/page.js';
import { t } from '../kit/text.js';
import { announce } from '../kit/view.js';

export const state = {
  /** Undefined until that is known, null for nobody. */
  who: undefined,
  problem: undefined,
  /** Whose session has ended under an open room; undefined for nobody. */
  expired: undefined,
};

const listeners = new Set();

export function whenChanged(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed() {
  listeners.forEach((listener) => listener());
}

export async function start() {
  const answer = await get('/v1/session');
  state.problem = undefined;
  if (answer.ok) state.who = answer.body.signedIn ? answer.body : null;
  // An engine that does not say who one is still decides what one may do.
  else if (answer.status === 404 || answer.status === 405) state.who = { signedIn: true, subject: '', roles: ['operator', 'admin'] };
  else if (answer.status === 401) state.who = null;
  else state.problem = answer.problem;
  if (state.who && state.expired) {
    // What somebody has begun is nothing for whoever comes after them.
    if (state.expired.subject !== state.who.subject) return location.reload();
    state.expired = undefined;
  }
  changed();
}

export const may = (role) => state.who?.roles?.includes(role) ?? false;
export const isAdmin = () => may('admin');
/** Whether the desk is for them at all. */
export const isOfDesk = () => may('operator') || may('admin');

/** Of these the ones that are theirs: an admin's are all. */
export function own(stations) {
  if (isAdmin() || !state.who?.stations) return stations;
  const mine = new Set(state.who.stations);
  return stations.filter((it) => mine.has(it.id));
}

export function signInLink() {
  return `/signin?return=${encodeURIComponent(`${location.pathname}${location.hash}`)}`;
}

export async function signOut() {
  const answer = await ask('DELETE', '/v1/session', { key: newKey() });
  if (!answer.ok && answer.status !== 401 && answer.status !== 409) return answer.problem;
  state.who = null;
  // What a member's page has kept in this browser is somebody's own.
  navigator.serviceWorker?.controller?.postMessage('forget');
  changed();
  return undefined;
}

whenSignedOut(() => {
  if (!state.who) return;
  state.expired = state.who;
  state.who = null;
  announce(t('page.expired'));
  changed();
});

/** Kept by this browser, since whoever runs one station opens the desk there each morning. */
const LAST_STATION = `yizhan-desk-station-${page.city}`;
export const lastStation = () => localStorage.getItem(LAST_STATION) ?? undefined;
export const rememberStation = (id) => localStorage.setItem(LAST_STATION, id);
