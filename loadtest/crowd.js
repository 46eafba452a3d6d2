// Everybody at once, beside a drill (loadtest/drill): who looks, books and cancels, and gates. What becomes slow is the drill's to say.
import { scenario, steady, rate, durationS } from './lib/scenario.js';
export { map, slots, book, cancel, gate } from './lib/calls.js';

const run = scenario({
  name: 'crowd',
  mix: { map: 5, slots: 45, book: 20, cancel: 20, gate: 10 },
  stages: steady(rate(50), durationS(60)),
  // As long as a city may take to find another owner, and half as long again.
  waitingS: 8,
  p99Ms: { map: 10000, slots: 10000, book: 10000, cancel: 10000, gate: 10000 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
