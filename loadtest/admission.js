// Gates ask whether they may open, for members who have booked: each goes in and out again by one pass. What counts is durable before it is
// answered: a check-in, and a visit that begins or ends.
import { scenario, steady, rate, durationS } from './lib/scenario.js';
export { admit, setup } from './lib/admissions.js';

const run = scenario({
  name: 'admission',
  mix: { admit: 100 },
  stages: steady(rate(500), durationS(60)),
  p99Ms: { admit: 100 },
});
export const options = run.options;
export const handleSummary = run.handleSummary;
