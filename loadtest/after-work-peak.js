// The hour after work: the map, the slots of a station, bookings and cancellations; from calm to 50 times as much within a minute.
import { scenario, peak, rate, durationS } from './lib/scenario.js';
export { map, slots, book, cancel } from './lib/calls.js';

const run = scenario({
  name: 'after-work-peak',
  mix: { map: 10, slots: 60, book: 22, cancel: 8 },
  stages: peak(rate(1000), durationS(100), 50),
  p99Ms: { map: 250, slots: 250, book: 250, cancel: 250 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
