// What all scenarios share: options, thresholds, metrics, and the raw summary that loadtest/run turns into a report. Environment:
//   URL            the server
//   TOKENS_FILE    {"tokens":[…]} of members
//   PLAN_FILE      what there is to ask for: {"stations","dates","slots","popular","target","gates"}
//   SUMMARY        where the raw summary goes
//   RATE           requests a second, at the peak where there is one
//   DURATION_S     how long
//   SHAPE          "steady" for the same mix at one rate
//   MEMBERS_FROM   the first of the members who book; 0
//   RUN_ID         begins every idempotency key
//   BARE           "true" for the yardstick, which knows no rules: answers are not judged, and nothing is booked
//   P99_MS         replaces the scenario's limits on p99
import { Counter, Trend } from 'k6/metrics';
import { Schedule } from './schedule.js';

const BUCKETS = 30;
const VUS_MAX = 3000;
// So many seconds of requests may be waiting for their answers unless told otherwise; beyond that k6 drops iterations, and the run fails.
const WAITING_S = 0.5;

const number = (name, fallback) => {
  const given = __ENV[name];
  if (given === undefined || given === '') return fallback;
  const value = Number(given);
  if (!(value > 0)) throw new Error(`${name} must be a number above 0, not ${given}`);
  return value;
};

export const bare = __ENV.BARE === 'true';
export const rate = (fallback) => number('RATE', fallback);
export const durationS = (fallback) => number('DURATION_S', fallback);
export const steady = (perS, seconds) => [{ seconds, from: perS, to: perS }];

// 1 in factor, then up to perS within rampS (all of it if there is time), then on.
export function peak(perS, seconds, factor) {
  const calmS = seconds * 0.1;
  const rampS = Math.min(60, seconds * 0.6);
  return [
    { seconds: calmS, from: perS / factor, to: perS / factor },
    { seconds: rampS, from: perS / factor, to: perS },
    { seconds: Math.max(1, seconds - calmS - rampS), from: perS, to: perS },
  ];
}

const registry = {};

export const nothingToCancel = new Counter('nothing_to_cancel');

export const unanswered = new Counter('requests_unanswered');
export const overloaded = new Counter('answers_503');
export const serverErrors = new Counter('answers_5xx_other');
// Bookings, cancellations and gate batches of which k6 never learnt what became of them.
export const inDoubt = new Counter('outcomes_in_doubt');
export const unexpected = new Counter('answers_unexpected');
export const placed = new Counter('reservations_placed');
export const cancelled = new Counter('reservations_cancelled');
export const refused = new Counter('reservations_refused');

// name; mix: hundredths by call; stages; p99Ms: limits by call; vus, burst, sharePerIteration: see stampede.js; waitingS: see WAITING_S.
export function scenario({ name, mix, stages, p99Ms, vus, burst, sharePerIteration, waitingS = WAITING_S }) {
  const shape = __ENV.SHAPE === 'steady' ? steady(rate(100), durationS(10)) : stages;
  const options = {
    scenarios: {},
    thresholds: {
      dropped_iterations: ['count==0'],
      requests_unanswered: ['count==0'],
      answers_503: ['count==0'],
      answers_5xx_other: ['count==0'],
      answers_unexpected: ['count==0'],
      outcomes_in_doubt: ['count==0'],
    },
    summaryTrendStats: ['count', 'min', 'med', 'p(90)', 'p(99)', 'p(99.9)', 'max'],
    discardResponseBodies: true,
    batchPerHost: 8,
    // What is written for each request costs processor time that the engine would need.
    systemTags: ['name', 'status'],
  };
  let durationMs = 0;
  const planned = {};
  for (const [call, share] of Object.entries(mix)) {
    const schedule = new Schedule(
      shape.map(({ seconds, from, to }) => ({ seconds, from: (from * share) / 100, to: (to * share) / 100 })),
      burst,
    );
    durationMs = schedule.loadMs;
    planned[call] = schedule.planned;
    const users = vus || Math.min(VUS_MAX, Math.max(12, Math.ceil(schedule.maxPerS * waitingS)));
    options.scenarios[call] = schedule.executor(call, users);
    registry[call] = {
      schedule,
      latency: new Trend(`latency_${call}`),
      sent: new Trend(`sent_${call}`),
      late: new Trend(`late_${call}`),
      bucketMs: schedule.loadMs / BUCKETS,
      buckets: Array.from({ length: BUCKETS }, (_, i) => new Trend(`over_time_${call}_${i}`)),
    };
    const limit = number('P99_MS', p99Ms[call]);
    options.thresholds[`latency_${call}`] = [`p(99)<${limit}`];
  }
  const handleSummary = (data) => ({
    stdout: '',
    [__ENV.SUMMARY || 'summary.json']: JSON.stringify({
      name,
      mix,
      stages: shape,
      durationMs,
      planned,
      sharePerIteration: sharePerIteration || 1,
      buckets: BUCKETS,
      metrics: data.metrics,
    }),
  });
  return { options, handleSummary };
}

export function due(call) {
  return registry[call].schedule.now();
}

// latencyMs: from the intended start to the whole answer. sentMs: from sending, as k6 times a request.
export function record(call, { intendedMs, lateMs }, latencyMs, sentMs) {
  const it = registry[call];
  it.latency.add(latencyMs);
  it.sent.add(sentMs);
  it.late.add(lateMs);
  it.buckets[Math.min(BUCKETS - 1, Math.floor(intendedMs / it.bucketMs))].add(latencyMs);
}
