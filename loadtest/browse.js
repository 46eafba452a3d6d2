// People who only look: the map and the slots of stations.
import { scenario, steady, rate, durationS } from './lib/scenario.js';
export { map, slots } from './lib/calls.js';

const run = scenario({
  name: 'browse',
  mix: { map: 15, slots: 85 },
  stages: steady(rate(1500), durationS(60)),
  p99Ms: { map: 100, slots: 100 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
