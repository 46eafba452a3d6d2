/**
 * What an engine's counters say of the last minute: they count since its start, so two looks make a rate. Looks are kept for as long as a line is drawn of
 * them; a node that has started anew, or another one that answers, begins anew.
 */

/** So many looks make a line; its length never changes. */
export const LOOKS = 60;

export function openRates() {
  let looks = [];

  function take(engine) {
    const last = looks.at(-1);
    if (last && (last.startedAt !== engine.startedAt || last.node !== engine.node)) looks = [];
    if (looks.at(-1)?.asOf === engine.asOf) return;
    looks = [...looks, engine].slice(-LOOKS - 1);
  }

  /** Of a counter, each second, between each two looks. @param read from an engine as it was told to the counter; undefined where it has none */
  function rates(read) {
    return pairs((before, after, seconds) => {
      const [a, b] = [read(before), read(after)];
      return a === undefined || b === undefined ? undefined : Math.max(0, (b - a) / seconds);
    });
  }

  /** How many there were of one thing for each other one, between each two looks. */
  function ratios(read, per) {
    return pairs((before, after) => {
      const of = (per(after) ?? 0) - (per(before) ?? 0);
      return of > 0 ? (read(after) - read(before)) / of : undefined;
    });
  }

  function pairs(told) {
    return looks.slice(1).map((after, i) => {
      const before = looks[i];
      return told(before, after, Math.max(0.001, (Date.parse(after.asOf) - Date.parse(before.asOf)) / 1_000));
    });
  }

  /** Of durations, how many fell between each two bounds: of the last minute, or, before there is one, since the start. */
  function histogram(read) {
    const after = read(looks.at(-1));
    const before = looks.length > 1 ? read(looks[0]) : undefined;
    if (!after) return undefined;
    const upTo = after.buckets.map((it, i) => it.count - (before?.buckets[i]?.count ?? 0));
    const count = after.count - (before?.count ?? 0);
    const rows = after.buckets.map((it, i) => ({ leMs: it.leMs, count: upTo[i] - (i ? upTo[i - 1] : 0) }));
    const beyond = count - (upTo.at(-1) ?? 0);
    if (beyond > 0) rows.push({ leMs: Infinity, count: beyond });
    return { rows, count, meanMs: count > 0 ? (after.sumMs - (before?.sumMs ?? 0)) / count : undefined, maxMs: after.maxMs, atMost: (share) => quantile(rows, count, share) };
  }

  function quantile(rows, count, share) {
    let sum = 0;
    if (count === 0) return undefined;
    for (const it of rows) {
      sum += it.count;
      if (sum >= count * share) return it.leMs;
    }
    return Infinity;
  }

  return {
    take,
    rates,
    ratios,
    histogram,
    /** What is not counted but stands, at each look. */
    levels: (read) => looks.slice(1).map(read),
    seconds: () => (looks.length > 1 ? Math.round((Date.parse(looks.at(-1).asOf) - Date.parse(looks[0].asOf)) / 1_000) : 0),
    latest: () => looks.at(-1),
  };
}
