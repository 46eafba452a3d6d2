// A user of k6 is one member with one pass, and the gate that reads it. Its first iteration books; that is not timed.
import { any, bookOne, bookedId, gates, judged, passOf, post, settled, slotIds, timed } from './calls.js';
import * as run from './scenario.js';

const TRIES_MAX = 20;

let mine = null;
let inside = false;
let everIn = false;

const gateOf = (slot) => gates.find(({ gate }) => slot.startsWith(gate.slice(0, gate.lastIndexOf('-') + 1)));

function book() {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { index, slot, send } = bookOne('admit', any(slotIds));
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
