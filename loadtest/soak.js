// A steady afternoon for as long as it is asked to last.
import { scenario, steady, rate, durationS } from './lib/scenario.js';
export { map, slots, book, cancel } from './lib/calls.js';

const run = scenario({
  name: 'soak',
  mix: { map: 10, slots: 60, book: 5, cancel: 25 },
  stages: steady(rate(300), durationS(3600)),
  p99Ms: { map: 250, slots: 250, book: 250, cancel: 250 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
