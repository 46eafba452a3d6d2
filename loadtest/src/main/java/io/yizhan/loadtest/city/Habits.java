package io.yizhan.loadtest.city;

/**
 * What gates and their networks do. Shares are from 0 to 1.
 *
 * @param missedExits of exits that no gate sees: two leave behind one another
 * @param duplicates of events that are told twice
 * @param disorder of events that are held back until later ones are told
 * @param lost of events of which nothing but the number is left; the gate gives it up later
 * @param outages of each gate's network: it keeps what it sees, and tells it later
 * @param reboots of gates that start anew once: with their memory, or without what they had not told
 * @param badClocks of gates whose clock is wrong, and drifts; some are put right meanwhile
 */
public record Habits(
        double missedExits,
        double duplicates,
        double disorder,
        double lost,
        int outages,
        double reboots,
        double badClocks) {
    /** Who does nothing wrong. */
    public static final Habits NONE = new Habits(0, 0, 0, 0, 0, 0, 0);

    /** Of real gates on a bad day, which see everybody all the same. */
    public static final Habits USUAL = new Habits(0, 0.2, 0.1, 0.003, 3, 0.3, 0.5);

    public Habits withMissedExits(double share) {
        return new Habits(share, duplicates, disorder, lost, outages, reboots, badClocks);
    }

    public Habits withLost(double share, double rebooting) {
        return new Habits(missedExits, duplicates, disorder, share, outages, rebooting, badClocks);
    }
}
