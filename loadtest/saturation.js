// One step of the search, and one run of the yardstick: reads, and bookings of places that are nearly all still to be had.
import { scenario, steady, rate, durationS } from './lib/scenario.js';
export { slots, bookAnywhere } from './lib/calls.js';

const run = scenario({
  name: 'saturation',
  mix: { slots: 75, bookAnywhere: 25 },
  stages: steady(rate(500), durationS(10)),
  p99Ms: { slots: 100, bookAnywhere: 100 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
