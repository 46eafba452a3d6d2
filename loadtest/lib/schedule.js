// When each request is meant to start. k6 tells which iteration this is and how far the scenario has come, to the nanosecond, but not
// when the iteration was due; that follows from the rates, by the formulas of its two arrival-rate executors.
import exec from 'k6/execution';

// Rates are whole numbers per this many seconds, so that small shares of a mix are still met.
const UNIT_S = 10;

// k6 forgets whatever it has not begun when a scenario's time is over, and does not even count it as dropped. So each gets time to spare.
const STEADY_SPARE_MS = 1000;
const RAMP_SPARE_MS = 20000;

export class Schedule {
  // stages: [{ seconds, from, to }], rates a second. burst: as much as k6 can, where it can not keep up.
  constructor(stages, burst) {
    this.stages = stages.map((stage) => ({
      ms: stage.seconds * 1000,
      from: Math.max(1, Math.round(stage.from * UNIT_S)),
      to: Math.max(1, Math.round(stage.to * UNIT_S)),
    }));
    const sum = (value) => this.stages.reduce((total, stage) => total + value(stage), 0);
    const first = this.stages[0];
    this.steady = !burst && this.stages.every((stage) => stage.from === first.from && stage.to === first.from);
    this.loadMs = sum((stage) => stage.ms);
    this.durationMs = this.loadMs + (this.steady ? STEADY_SPARE_MS : RAMP_SPARE_MS);
    // k6 counts whole nanoseconds.
    this.periodMs = Math.floor((UNIT_S * 1e9) / first.from) / 1e6;
    this.planned = this.steady
      ? Math.ceil(this.loadMs / this.periodMs - 1e-6)
      : Math.floor(sum(({ ms, from, to }) => (ms * (from + to)) / 2 / (UNIT_S * 1000)) + 1e-6);
    this.maxPerS = Math.max(...this.stages.map((stage) => Math.max(stage.from, stage.to))) / UNIT_S;
  }

  executor(call, vus) {
    const common = {
      exec: call,
      timeUnit: `${UNIT_S}s`,
      preAllocatedVUs: vus,
      maxVUs: vus,
      gracefulStop: '60s',
    };
    if (this.steady) {
      return {
        ...common,
        executor: 'constant-arrival-rate',
        rate: this.stages[0].from,
        duration: `${this.durationMs}ms`,
      };
    }
    // Each stage starts at the rate at which the one before it ended; a jump is a stage without duration.
    const stages = [];
    const jump = (target) => stages.push({ duration: '0s', target });
    for (const stage of this.stages) {
      if (stages.length > 0 && stages[stages.length - 1].target !== stage.from) jump(stage.from);
      stages.push({ duration: `${stage.ms}ms`, target: stage.to });
    }
    // Nothing more is due then, and k6 ends as soon as all is done.
    jump(0);
    stages.push({ duration: `${RAMP_SPARE_MS}ms`, target: 0 });
    return { ...common, executor: 'ramping-arrival-rate', startRate: this.stages[0].from, stages };
  }

  // From the scenario's start.
  intendedMs(iteration) {
    if (this.steady) return iteration * this.periodMs;
    const wanted = iteration + 1;
    let done = 0;
    let startMs = 0;
    for (const { ms, from, to } of this.stages) {
      const a = from / (UNIT_S * 1000);
      const b = to / (UNIT_S * 1000);
      const here = (ms * (a + b)) / 2;
      if (wanted <= done + here) {
        const left = wanted - done;
        if (a === b) return startMs + left / a;
        return startMs + (a * ms - Math.sqrt(Math.max(0, ms * (a * a * ms + 2 * left * (b - a))))) / (a - b);
      }
      done += here;
      startMs += ms;
    }
    return this.loadMs;
  }

  // When this iteration was due, and how much later it is now; null where nothing more is to be done.
  now() {
    const scenario = exec.scenario;
    if (scenario.iterationInTest >= this.planned) return null;
    const intendedMs = this.intendedMs(scenario.iterationInTest);
    return { intendedMs, lateMs: Math.max(0, scenario.progress * this.durationMs - intendedMs) };
  }
}
