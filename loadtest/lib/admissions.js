// Each user of k6 is one member with one pass, and the gate that reads it. They have booked before the clock begins.
import exec from 'k6/execution';
import { any, bookAs, bookedId, gates, judged, passOf, post, settled, slotIds, timed } from './calls.js';
import * as run from './scenario.js';

const MEMBERS = 250;

let mine = null;
let inside = false;
let everIn = false;

const gateOf = (slot) => gates.find(({ gate }) => slot.startsWith(gate.slice(0, gate.lastIndexOf('-') + 1)));

export function setup() {
  if (run.bare) return [{ gate: gates[0].gate, token: gates[0].token, pass: 'e30.e30.e30' }];
  const all = [];
  for (let tries = 0; all.length < MEMBERS && tries < 4 * MEMBERS; tries++) {
    const { index, slot, send } = bookAs(tries, 'setup', any(slotIds));
    const id = bookedId(send(), index, slot);
    if (id !== null) all.push({ ...gateOf(slot), pass: passOf(index, id) });
  }
  if (all.length < MEMBERS) throw new Error(`only ${all.length} of ${MEMBERS} members could book`);
  return all;
}

export function admit(members) {
  const due = run.due('admit');
  if (due === null) return;
  if (mine === null) mine = members[exec.vu.idInTest % members.length];
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
