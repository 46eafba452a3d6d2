// The hour after work: the map, the slots of a station, bookings and cancellations, in an open model: requests come when people come,
// whether or not the engine is quick. From calm to 50 times as much within a minute. At the end the engine's own books are held against
// what k6 was answered: no slot oversold, none lost.
//
// Environment (loadtest/run sets the first three):
//   URL           the engine
//   TOKENS_FILE   {"tokens":[…]} of members, as POST /dev/tokens gives them
//   SUMMARY       where the JSON summary goes
//   PEAK_PER_S    iterations a second at the peak                  1000
//   RAMP_FACTOR   how much calmer it is before                     50
//   CALM, RAMP, HOLD   durations of the stages                     10s, 60s, 30s
//   STATIONS, DAYS     how many of each are looked at and booked   40, 2
//   VUS_MAX       connections at most                              2000
import http from 'k6/http';
import exec from 'k6/execution';
import { check } from 'k6';
import { Counter, Gauge } from 'k6/metrics';
import { SharedArray } from 'k6/data';

const url = __ENV.URL || 'http://127.0.0.1:8080';
const peakPerS = Number(__ENV.PEAK_PER_S || 1000);
const rampFactor = Number(__ENV.RAMP_FACTOR || 50);
const vusMax = Number(__ENV.VUS_MAX || 2000);
const stationsMax = Number(__ENV.STATIONS || 40);
const daysAhead = Number(__ENV.DAYS || 2);
const MEMBER_CHECK_BATCH = 50;
const TRIES_MAX = 4;

const tokens = new SharedArray('tokens', () => JSON.parse(open(__ENV.TOKENS_FILE)).tokens);

const placed = new Counter('reservations_placed');
const cancelled = new Counter('reservations_cancelled');
const refused = new Counter('reservations_refused');
const overloaded = new Counter('answers_503');
const serverErrors = new Counter('answers_5xx_other');
const unanswered = new Counter('requests_unanswered');
// Bookings and cancellations of which k6 never learnt what became of them.
const inDoubt = new Counter('outcomes_in_doubt');
// + 1 for each booking, - 1 for each cancellation, and at the end minus what the engine says is taken.
const ledgerOfSlots = new Counter('ledger_slots');
const ledgerOfMembers = new Counter('ledger_members');
const oversold = new Counter('slots_oversold');
const placesTaken = new Gauge('places_taken');

// Of a hundred.
const mix = { map: 10, slots: 60, book: 22, cancel: 8 };

function arrivals(call) {
  const peak = Math.max(1, Math.round((peakPerS * mix[call]) / 100));
  const calm = Math.max(1, Math.round(peak / rampFactor));
  return {
    executor: 'ramping-arrival-rate',
    exec: call,
    timeUnit: '1s',
    startRate: calm,
    preAllocatedVUs: Math.max(10, Math.ceil(Math.min(vusMax, peak) / 4)),
    maxVUs: Math.max(20, Math.ceil((vusMax * mix[call]) / 100)),
    gracefulStop: '60s',
    stages: [
      { duration: __ENV.CALM || '10s', target: calm },
      { duration: __ENV.RAMP || '60s', target: peak },
      { duration: __ENV.HOLD || '30s', target: peak },
      { duration: '5s', target: calm },
    ],
  };
}

const durations = {};
for (const call of Object.keys(mix)) durations[`http_req_duration{call:${call}}`] = ['p(99)>=0'];

export const options = {
  scenarios: {
    map: arrivals('map'),
    slots: arrivals('slots'),
    book: arrivals('book'),
    cancel: arrivals('cancel'),
  },
  thresholds: {
    ...durations,
    checks: ['rate==1'],
    dropped_iterations: ['count==0'],
    answers_5xx_other: ['count==0'],
    requests_unanswered: ['count==0'],
    outcomes_in_doubt: ['count==0'],
    slots_oversold: ['count==0'],
    ledger_slots: ['count==0'],
    ledger_members: ['count==0'],
  },
  summaryTrendStats: ['med', 'p(99)', 'p(99.9)', 'max'],
  setupTimeout: '120s',
  teardownTimeout: '600s',
  discardResponseBodies: true,
  noConnectionReuse: false,
};

const WITH_BODY = { responseType: 'text' };

function addDays(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
}

function daySlots(station, date) {
  const answer = http.get(`${url}/v1/stations/${station}/slots?date=${date}`, WITH_BODY);
  if (answer.status !== 200) throw new Error(`slots of ${station} on ${date}: ${answer.status} ${answer.body}`);
  return answer.json().venues.flatMap((venue) => venue.slots);
}

// Slots from tomorrow on, so that none ends meanwhile; those of the evening first, since most people want those.
export function setup() {
  const list = http.get(`${url}/v1/stations`, WITH_BODY);
  if (list.status !== 200) throw new Error(`stations: ${list.status} ${list.body}`);
  const stations = list.json().stations.slice(0, stationsMax).map((station) => station.id);
  const today = http.get(`${url}/v1/stations/${stations[0]}/slots`, WITH_BODY).json().date;
  const dates = Array.from({ length: daysAhead }, (_, i) => addDays(today, i + 1));
  const open = [];
  let takenBefore = 0;
  for (const station of stations) {
    for (const date of dates) {
      for (const slot of daySlots(station, date)) {
        takenBefore += slot.capacity - slot.remaining;
        if (slot.state === 'OPEN') open.push(slot);
      }
    }
  }
  if (open.length === 0) throw new Error(`no open slot in ${stations.length} stations on ${dates}`);
  const evening = (slot) => Math.abs(Number(slot.start.slice(11, 13)) - 19);
  open.sort((a, b) => evening(a) - evening(b));
  return { stations, dates, slots: open.map((slot) => slot.id), takenBefore };
}

// The front of a list more often than its end.
function popular(list) {
  return list[Math.floor(list.length * Math.pow(Math.random(), 3))];
}

function counted(answer, expected) {
  if (answer.status === 0) unanswered.add(1);
  else if (answer.status === 503) overloaded.add(1);
  else if (answer.status >= 500) serverErrors.add(1);
  check(answer, {
    'an answer that the interface names': (it) => it.status === 503 || expected.includes(it.status),
  });
  return answer;
}

export function map() {
  counted(http.get(`${url}/v1/stations`, { tags: { call: 'map', name: 'map' } }), [200]);
}

export function slots(data) {
  const station = popular(data.stations);
  const date = popular(data.dates);
  counted(
    http.get(`${url}/v1/stations/${station}/slots?date=${date}`, { tags: { call: 'slots', name: 'slots' } }),
    [200],
  );
}

const run = `${Date.now().toString(36)}`;
let cancellable = [];

// Asks again with the same key until there is an answer: one booking, however often.
function settled(send) {
  for (let tries = 1; ; tries++) {
    const answer = send();
    if (answer.status !== 0 && answer.status < 500) return answer;
    if (tries === TRIES_MAX) {
      if (answer.status !== 503) inDoubt.add(1);
      return answer;
    }
  }
}

function bookOne(data) {
  const iteration = exec.scenario.iterationInTest;
  const token = tokens[iteration % tokens.length];
  const body = JSON.stringify({ slots: [popular(data.slots)], party: 1, mode: 'confirm', onFull: 'refuse' });
  const parameters = {
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': `${run}-${exec.scenario.name}-${iteration}`,
    },
    tags: { call: 'book', name: 'book' },
    responseType: 'text',
  };
  const answer = settled(() =>
    counted(http.post(`${url}/v1/reservations`, body, parameters), [200, 201, 409, 429]),
  );
  if (answer.status === 201 || answer.status === 200) {
    placed.add(1);
    ledgerOfSlots.add(1);
    ledgerOfMembers.add(1);
    return { id: answer.json().id, token };
  }
  refused.add(1);
  return null;
}

export function book(data) {
  bookOne(data);
}

// What it books it cancels one iteration later, since k6's users share nothing.
export function cancel(data) {
  const booked = bookOne(data);
  if (booked !== null) cancellable.push(booked);
  if (cancellable.length < 2) return;
  const { id, token } = cancellable.shift();
  const parameters = {
    headers: { Authorization: `Bearer ${token}` },
    tags: { call: 'cancel', name: 'cancel' },
    responseType: 'text',
  };
  const answer = settled(() =>
    counted(http.del(`${url}/v1/reservations/${id}`, null, parameters), [200, 409, 429]),
  );
  if (answer.status !== 200) return;
  cancelled.add(1);
  ledgerOfSlots.add(-1);
  ledgerOfMembers.add(-1);
}

// The engine's books against k6's: by slot, and by member.
export function teardown(data) {
  let taken = -data.takenBefore;
  for (const station of data.stations) {
    for (const date of data.dates) {
      for (const slot of daySlots(station, date)) {
        taken += slot.capacity - slot.remaining;
        if (slot.remaining < 0 || slot.remaining > slot.capacity) oversold.add(1);
      }
    }
  }
  placesTaken.add(taken);
  ledgerOfSlots.add(-taken);
  oversold.add(0);

  let held = 0;
  for (let first = 0; first < tokens.length; first += MEMBER_CHECK_BATCH) {
    const requests = [];
    for (let i = first; i < Math.min(tokens.length, first + MEMBER_CHECK_BATCH); i++) {
      requests.push({
        method: 'GET',
        url: `${url}/v1/me/reservations?state=CONFIRMED&limit=100`,
        params: { headers: { Authorization: `Bearer ${tokens[i]}` }, responseType: 'text', tags: { name: 'mine' } },
      });
    }
    for (const answer of http.batch(requests)) {
      if (answer.status !== 200) throw new Error(`a member's reservations: ${answer.status} ${answer.body}`);
      held += answer.json().reservations.length;
    }
  }
  ledgerOfMembers.add(-held);
}

export function handleSummary(data) {
  const value = (metric, field) => {
    const found = data.metrics[metric];
    return found === undefined ? 0 : found.values[field];
  };
  const calls = {};
  for (const call of Object.keys(mix)) {
    const found = data.metrics[`http_req_duration{call:${call}}`];
    if (found !== undefined) calls[call] = found.values;
  }
  const failed = [];
  for (const [name, metric] of Object.entries(data.metrics)) {
    for (const [threshold, result] of Object.entries(metric.thresholds || {})) {
      if (!result.ok) failed.push(`${name}: ${threshold}`);
    }
  }
  const summary = {
    scenario: 'after-work-peak',
    peakPerS,
    requests: value('http_reqs', 'count'),
    placed: value('reservations_placed', 'count'),
    cancelled: value('reservations_cancelled', 'count'),
    refused: value('reservations_refused', 'count'),
    placesTaken: value('places_taken', 'value'),
    ledgerOfSlots: value('ledger_slots', 'count'),
    ledgerOfMembers: value('ledger_members', 'count'),
    oversold: value('slots_oversold', 'count'),
    overloaded503: value('answers_503', 'count'),
    otherServerErrors: value('answers_5xx_other', 'count'),
    unanswered: value('requests_unanswered', 'count'),
    inDoubt: value('outcomes_in_doubt', 'count'),
    droppedIterations: value('dropped_iterations', 'count'),
    latencyMs: calls,
    failed,
  };
  const ms = (number) => number.toFixed(1).padStart(9);
  const lines = [
    '',
    `  requests ${summary.requests}, placed ${summary.placed}, cancelled ${summary.cancelled}, refused ${summary.refused}`,
    `  503 ${summary.overloaded503}, other 5xx ${summary.otherServerErrors}, unanswered ${summary.unanswered}, ` +
      `in doubt ${summary.inDoubt}, dropped ${summary.droppedIterations}`,
    `  places taken ${summary.placesTaken}, placed - cancelled ${summary.placed - summary.cancelled}, ` +
      `by members off by ${summary.ledgerOfMembers}, oversold slots ${summary.oversold}`,
    '  ms            med      p99    p99.9      max',
    ...Object.entries(calls).map(
      ([call, it]) => `  ${call.padEnd(8)}${ms(it.med)}${ms(it['p(99)'])}${ms(it['p(99.9)'])}${ms(it.max)}`,
    ),
    failed.length === 0 ? '  all thresholds held' : `  FAILED ${failed.join('; ')}`,
    '',
  ];
  const out = { stdout: lines.join('\n') };
  if (__ENV.SUMMARY) out[__ENV.SUMMARY] = JSON.stringify(summary, null, 2) + '\n';
  return out;
}
