/** What each report counts, in the order of its columns, and how a figure is written. */

import { count, decimal, share } from './pieces.js';

export const REPORTS = {
  use: { figures: ['slots', 'hours', 'offeredPlaces', 'takenPlaces', 'missedPlaces', 'share'], first: 'share' },
  'no-shows': { figures: ['bookings', 'awaited', 'noShows', 'share', 'strikes', 'forgiven', 'cancelledEarly', 'cancelledLate'], first: 'share' },
  participation: { figures: ['members', 'bookings', 'bookingsPerMember', 'people', 'forgottenBookings'], first: 'members' },
  'recurring-share': {
    figures: ['places', 'recurringPlaces', 'recurringShare', 'hostPlaces', 'hostShare', 'eveningPlaces', 'eveningRecurringPlaces', 'eveningRecurringShare', 'eveningHostPlaces', 'eveningHostShare'],
    first: 'eveningRecurringShare',
  },
  equipment: { figures: ['machines', 'knownHours', 'inUseHours', 'share'], first: 'share' },
};

const GROUPINGS = ['day', 'week', 'month', 'station', 'kind', 'district'];
/** By what the rows of a report may be: only machines are counted by the hour of the day. */
export const groupings = (report) => (report === 'equipment' ? [...GROUPINGS, 'hour', 'machine'] : GROUPINGS);
/** The text that says by what rows are: kinds are of machines there. */
export const byText = (report, by) => (report === 'equipment' && by === 'kind' ? 'desk.by.machineKind' : `desk.by.${by}`);
export const OF_TIME = new Set(['day', 'week', 'month', 'hour']);

/** So many smart machines a station has at least, by its kind. */
export const MACHINES_MIN = { SIMPLE: 3, REGULAR: 5, COMPREHENSIVE: 5 };

const DECIMALS = new Set(['hours', 'bookingsPerMember', 'openHours', 'lectureHours', 'trainingHours', 'knownHours', 'inUseHours']);

/** A figure of a report as people read it. */
export function written(figure, value) {
  if (/share$/i.test(figure)) return share(value);
  return DECIMALS.has(figure) ? decimal(value) : count(value);
}

/** The text that explains one: a share means something else in each report. */
export const explained = (report, figure) => (figure === 'share' ? `desk.figure.${report}.share` : `desk.figure.${figure}`);
