// A user of k6 is one member with one pass, and the gate that reads it. Its first iteration books; that is not timed.
import { any, bookOne, bookedId, gates, judged, passOf, post, settled, slotIds, timed } from './calls.js';
import * as run from './scenario.js';

const PASS_LEAD_MS = 24 * 3600 * 1000;
const TRIES_MAX = 20;

let mine = null;
let inside = false;
let everIn = false;

// As the demo city writes ids of slots: VENUE.20261121T1000, in Shanghai.
function startsAtMs(slot) {
  const at = slot.slice(slot.lastIndexOf('.') + 1);
  const day = `${at.slice(0, 4)}-${at.slice(4, 6)}-${at.slice(6, 8)}`;
  return Date.parse(`${day}T${at.slice(9, 11)}:${at.slice(11, 13)}:00+08:00`);
}

function lateEnoughAndSoonEnough(slot) {
  const inMs = startsAtMs(slot) - Date.now();
  return inMs > 600000 && inMs < PASS_LEAD_MS - 60000;
}

const gateOf = (slot) => gates.find(({ gate }) => slot.startsWith(gate.slice(0, gate.lastIndexOf('-') + 1)));

function book() {
  const soon = slotIds.filter((slot) => lateEnoughAndSoonEnough(slot) && gateOf(slot));
  if (soon.length === 0) throw new Error('no slot begins within a day: passes let nobody in');
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { index, slot, send } = bookOne('admit', any(soon));
    const answer = send();
    const id = bookedId(answer, index, slot);
    if (id !== null) return { ...gateOf(slot), pass: passOf(index, id) };
  }
  throw new Error(`no booking in ${TRIES_MAX} tries`);
}

export function admit() {
  const due = run.due('admit');
  if (due === null) return;
  if (mine === null) mine = book();
  const body = JSON.stringify({ pass: mine.pass, direction: inside ? 'OUT' : 'IN' });
  const path = `/v1/gates/${mine.gate}/admissions`;
  const answer = timed('admit', due, () => settled(mine.gate, () => judged(post('admit', path, mine.token, body), [200])));
  if (run.bare || answer.status !== 200) return;
  const { code } = answer.json();
  const expected = inside ? 'EXIT' : everIn ? 'ADMITTED_AGAIN' : 'ADMITTED';
  if (code !== expected) {
    run.unexpected.add(1);
    console.warn(`gate ${mine.gate} hears ${code}, not ${expected}`);
  }
  inside = !inside;
  everIn = true;
}
