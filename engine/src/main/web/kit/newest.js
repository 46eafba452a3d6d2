/**
 * Things that are read as a whole, and told one by one by a stream: an answer may be older than what was told since it was asked for, and must
 * not hide it.
 */

/** @param {(one: any) => void} put what is told takes the place of what is known under the same id */
export function newest(put) {
  /** What was told since the last time that all was asked for; undefined where that is answered. */
  let meanwhile;
  let last;

  async function readOnce(ask, take) {
    const mine = (meanwhile = new Map());
    const answer = await ask();
    if (mine !== meanwhile) return last;
    meanwhile = undefined;
    take(answer);
    if (answer.ok) mine.forEach(put);
  }

  return {
    /** @param {{id: string}} one */
    tell(one) {
      meanwhile?.set(one.id, one);
      put(one);
    },

    /**
     * @param {() => Promise<{ok: boolean}>} ask
     * @param {(answer: any) => void} take what was answered; not called where all was asked for once more meanwhile
     * @return a promise: what was asked for last was taken
     */
    read(ask, take) {
      last = readOnce(ask, take);
      return last;
    },
  };
}
