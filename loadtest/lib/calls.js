// What people and gates do. Every booking, cancellation and gate batch that was answered becomes a line of the ledger, which
// loadtest/run holds against the API and PostgreSQL:
//   + id member slot     booked          - id   cancelled          ? member   nobody knows
//   g gate boot seq entries exits        accepted up to seq, with so many entries and exits
import http from 'k6/http';
import exec from 'k6/execution';
import { sleep } from 'k6';
import { SharedArray } from 'k6/data';
import * as run from './scenario.js';

const url = __ENV.URL;
// Patience of an app whose server is away for seconds: loadtest/drill gives more of it.
const TRIES_MAX = Number(__ENV.TRIES_MAX || 4);
const PAUSE_S = Number(__ENV.PAUSE_S || 0);
const timeout = __ENV.ANSWER_MAX || '60s';
const MEMBERS_FROM = Number(__ENV.MEMBERS_FROM || 0);
const member = new SharedArray('members', () => JSON.parse(open(__ENV.TOKENS_FILE)).tokens);
const plan = (name) => new SharedArray(name, () => JSON.parse(open(__ENV.PLAN_FILE))[name]);
const stations = plan('stations');
const dates = plan('dates');
export const slotIds = plan('slots');
const popularSlotIds = plan('popular');
const target = plan('target');
export const gates = plan('gates');
const runId = __ENV.RUN_ID || Date.now().toString(36);

const nowMs = () => exec.instance.currentTestRunDuration;
const ledger = (line) => {
  if (!run.bare) console.log(`@@${line}@@`);
};

// The front of a list more often than its end.
const popular = (list) => list[Math.floor(list.length * Math.pow(Math.random(), 3))];
export const any = (list) => list[Math.floor(list.length * Math.random())];

export function judged(answer, expected) {
  if (answer.status === 0) run.unanswered.add(1);
  else if (answer.status === 503) run.overloaded.add(1);
  else if (answer.status >= 500) run.serverErrors.add(1);
  else if (!run.bare && !expected.includes(answer.status)) {
    run.unexpected.add(1);
    console.warn(`unexpected ${answer.status}: ${answer.request.method} ${answer.url} ${answer.body}`);
  }
  return answer;
}

export function timed(call, due, send) {
  const startedMs = nowMs();
  const answer = send();
  run.record(call, due, due.lateMs + nowMs() - startedMs, answer.timings.duration);
  return answer;
}

// Asks again with the same key until there is an answer: one booking, however often.
export function settled(who, send) {
  for (let tries = 1; ; tries++) {
    const answer = send();
    if (answer.status !== 0 && answer.status < 500) return answer;
    // One engine's 503 says that nothing was done; whatever else may have been. Of several, another may have been asked before the one
    // that says it: so whoever has patience asks again.
    if (answer.status === 503 && tries === 1 && PAUSE_S === 0) return answer;
    if (tries === TRIES_MAX) {
      run.inDoubt.add(1);
      ledger(`? ${who}`);
      return answer;
    }
    if (PAUSE_S > 0) sleep(PAUSE_S);
  }
}

export function map() {
  const due = run.due('map');
  if (due === null) return;
  timed('map', due, () => judged(http.get(`${url}/v1/stations`, { tags: { name: 'map' }, timeout }), [200]));
}

export function slots() {
  const due = run.due('slots');
  if (due === null) return;
  const address = `${url}/v1/stations/${popular(stations)}/slots?date=${popular(dates)}`;
  timed('slots', due, () => judged(http.get(address, { tags: { name: 'slots' }, timeout }), [200]));
}

// "Any court near me after work?": everybody stands elsewhere, so no two ask for the same page. The square has most of the demo city's stations.
const somewhere = () => `${(121.3 + 0.3 * Math.random()).toFixed(4)},${(31.1 + 0.25 * Math.random()).toFixed(4)}`;

export function search() {
  const due = run.due('search');
  if (due === null) return;
  const where = Math.random() < 0.5 ? `near=${somewhere()}` : 'kind=BADMINTON';
  const address = `${url}/v1/slots?date=${any(dates)}&from=18:00&to=21:00&free=true&${where}`;
  timed('search', due, () => judged(http.get(address, { tags: { name: 'search' }, timeout }), [200]));
}

function booking(index, key, slot) {
  return [
    `${url}/v1/reservations`,
    `{"slots":["${slot}"],"party":1,"mode":"confirm","onFull":"refuse"}`,
    {
      headers: {
        Authorization: `Bearer ${member[index]}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      tags: { name: 'book' },
      responseType: 'text',
      timeout,
    },
  ];
}

export function bookedId(answer, index, slot) {
  if (answer.status !== 201 && answer.status !== 200) {
    run.refused.add(1);
    return null;
  }
  run.placed.add(1);
  const id = run.bare ? '1' : answer.json().id;
  ledger(`+ ${id} ${index} ${slot}`);
  return id;
}

export function passOf(index, id) {
  const headers = { Authorization: `Bearer ${member[index]}` };
  return http.get(`${url}/v1/reservations/${id}`, { headers, responseType: 'text', timeout }).json().pass;
}

const BOOKING_ANSWERS = [200, 201, 409];

export function bookAs(no, call, slot) {
  const index = (MEMBERS_FROM + no) % member.length;
  const request = booking(index, `${runId}-${call}-${no}`, slot);
  const send = () => settled(index, () => judged(http.post(...request), BOOKING_ANSWERS));
  return { index, slot, send };
}

const bookOne = (call, slot) => bookAs(exec.scenario.iterationInTest, call, slot);

export function book() {
  const due = run.due('book');
  if (due === null) return;
  const { index, slot, send } = bookOne('book', popular(popularSlotIds));
  bookedId(timed('book', due, send), index, slot);
}

// Any place of the city rather than what everybody wants: nearly all of these are booked, not refused.
export function bookAnywhere() {
  const due = run.due('bookAnywhere');
  if (due === null) return;
  const { index, slot, send } = bookOne('bookAnywhere', any(slotIds));
  bookedId(timed('bookAnywhere', due, send), index, slot);
}

// k6's users share nothing: so each of them cancels what itself booked one iteration before.
let mine = null;

export function cancel() {
  const due = run.due('cancel');
  if (due === null) return;
  if (mine === null) {
    run.nothingToCancel.add(1);
  } else {
    const { id, index } = mine;
    mine = null;
    const parameters = { headers: { Authorization: `Bearer ${member[index]}` }, tags: { name: 'cancel' }, timeout };
    const send = () =>
      settled(index, () => judged(http.del(`${url}/v1/reservations/${id}`, null, parameters), [200]));
    const answer = timed('cancel', due, send);
    if (answer.status === 200) {
      run.cancelled.add(1);
      ledger(`- ${id}`);
    }
  }
  const { index, slot, send } = bookOne('cancel', any(slotIds));
  const id = bookedId(send(), index, slot);
  if (id !== null) mine = { id, index };
}

// Members of one user's share, so many at once; each is timed from when the whole share was due.
export function stampede(members, size, parallel) {
  return async function () {
    const due = run.due('stampede');
    if (due === null) return;
    const startedMs = nowMs();
    const first = exec.scenario.iterationInTest * size;
    let next = 0;
    const one = async () => {
      while (next < size) {
        const index = first + next++;
        if (index >= members) return;
        const request = booking(index, `${runId}-${index}`, target[0]);
        for (let tries = 1; ; tries++) {
          const answer = judged(await http.asyncRequest('POST', ...request), BOOKING_ANSWERS);
          if ((answer.status === 0 || answer.status >= 500) && tries < TRIES_MAX) continue;
          run.record('stampede', due, due.lateMs + nowMs() - startedMs, answer.timings.duration);
          if (answer.status === 0 || answer.status >= 500) {
            run.inDoubt.add(1);
            ledger(`? ${index}`);
          } else {
            bookedId(answer, index, target[0]);
          }
          break;
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, one));
  };
}

export function post(name, path, token, body) {
  return http.post(url + path, body, {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    tags: { name },
    responseType: 'text',
    timeout,
  });
}

// A gate's run is one user of k6. Three events a batch, two in and one out; one batch in ten is sent again, and its order is turned.
let seq = 0;
const GATE_BATCH = 3;

export function gate() {
  const due = run.due('gate');
  if (due === null) return;
  const { gate: id, token } = gates[exec.vu.idInTest % gates.length];
  const boot = `${runId}-${exec.vu.idInTest}`;
  const again = seq > 0 && Math.random() < 0.1;
  const first = again ? seq - GATE_BATCH + 1 : seq + 1;
  const at = new Date().toISOString();
  const events = Array.from({ length: GATE_BATCH }, (_, i) => ({
    seq: first + i,
    at,
    direction: (first + i) % GATE_BATCH === 0 ? 'OUT' : 'IN',
    credential: `c-${exec.vu.idInTest}`,
  }));
  if (again) events.reverse();
  const body = JSON.stringify({ boot, events });
  const path = `/v1/gates/${id}/events`;
  const answer = timed('gate', due, () => settled(id, () => judged(post('gate', path, token, body), [200])));
  if (run.bare || answer.status !== 200) return;
  const { through, accepted, duplicates } = answer.json();
  seq = Math.max(seq, first + GATE_BATCH - 1);
  // What was sent twice because an answer was lost is a duplicate, too; what counts is that the gate stands where it should.
  if (through !== seq || accepted + duplicates !== GATE_BATCH) {
    run.unexpected.add(1);
    console.warn(`gate ${id} ${boot} sent up to ${seq} and hears ${answer.body}`);
  }
  if (!again) ledger(`g ${id} ${boot} ${seq} 2 1`);
}
