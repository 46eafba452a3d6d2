// People who look for a free court anywhere in the city, while others read and book: from calm to half of what two cores can do.
import { scenario, peak, rate, durationS } from './lib/scenario.js';
export { search, slots, bookAnywhere } from './lib/calls.js';

const run = scenario({
  name: 'search',
  mix: { search: 25, slots: 50, bookAnywhere: 25 },
  stages: peak(rate(1375), durationS(120), 50),
  p99Ms: { search: 100, slots: 100, bookAnywhere: 100 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
