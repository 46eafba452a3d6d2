// RATE members want the same court in the same second. Each user of k6 stands for SHARE of them, who were all due when it was due, with
// 3 connections: k6 could not hold a user for each in the memory of a small machine.
import { scenario, steady, rate } from './lib/scenario.js';
import { stampede as crowd } from './lib/calls.js';

const CONNECTIONS = 3;
const members = rate(20000);
const share = Math.min(20, Math.max(1, Math.floor(members / 400)));
const users = Math.ceil(members / share);

const run = scenario({
  name: 'stampede',
  mix: { stampede: 100 },
  stages: steady(users, 1),
  // Nobody waits longer for an answer; the goal of 1.5 s is judged beside bare Vert.x (ScenarioRun).
  p99Ms: { stampede: 10000 },
  vus: users,
  burst: true,
  sharePerIteration: share,
});
export const options = run.options;
export const handleSummary = run.handleSummary;
export const stampede = crowd(members, share, Math.min(CONNECTIONS, share));
