// Gates report who goes in and out, three events a request, one request in ten twice and backwards.
import { scenario, steady, rate, durationS } from './lib/scenario.js';
export { gate } from './lib/calls.js';

const run = scenario({
  name: 'turnstile',
  mix: { gate: 100 },
  stages: steady(rate(800), durationS(60)),
  p99Ms: { gate: 100 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
