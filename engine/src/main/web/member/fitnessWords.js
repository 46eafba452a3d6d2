/** Figures of workouts as they are said. */

import { page } from '../kit/page.js';
import { n, named, t } from '../kit/text.js';
import { distanceText } from '../kit/stations.js';

let format;

/** With the separators of the page's language. */
export function number(value) {
  format ??= new Intl.NumberFormat(page.language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 2 });
  return format.format(value);
}

/** A kind of machine. */
export const kind = (name) => named('machineKind', name);

/** "45 min", "3 h 20 min" */
export function minutes(count) {
  if (count < 60) return t('fitness.min', { n: count });
  return count % 60 === 0 ? n('fitness.hours', count / 60) : t('fitness.hoursMin', { h: Math.floor(count / 60), n: count % 60 });
}

/** @param figure as the engine calls it */
export function amount(figure, value) {
  if (figure === 'distanceM') return value === 0 ? '–' : distanceText(value);
  if (figure === 'minutes') return minutes(value);
  if (figure === 'activeS') return minutes(Math.round(value / 60));
  return t(`fitness.unit.${figure}`, { n: number(value) });
}

/** What a workout took; marked where no machine has counted it. */
export const energy = (workout) => `${workout.energyBy === 'MET' ? '≈ ' : ''}${amount('energyKcal', workout.energyKcal)}`;
