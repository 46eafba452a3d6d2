package io.yizhan.loadtest.city;

import java.util.List;

/**
 * What came of it.
 *
 * @param delivered sentences: messages, events, tries; members; what was done to the engines
 * @param rows whether PostgreSQL was looked at
 * @param failures a sentence each
 */
record CityResult(
        TrueDay day,
        List<Telling> tellings,
        List<Standing> standings,
        List<Sample> samples,
        List<String> delivered,
        boolean rows,
        List<String> failures) {
    boolean passed() {
        return failures.isEmpty();
    }

    /** Telling of all gates together. */
    Told told() {
        return Told.of(tellings);
    }

    /**
     * Of all gates.
     *
     * @param disordered events that are first told after a later one of the same boot
     */
    record Told(int events, int sent, int disordered, int missed, int lost, int messages) {
        static Told of(List<Telling> tellings) {
            int events = 0;
            int sent = 0;
            int disordered = 0;
            int missed = 0;
            int lost = 0;
            int messages = 0;
            for (Telling it : tellings) {
                events += it.told().size();
                sent += it.sent();
                missed += it.missed().size();
                lost += it.lost().size();
                messages += it.messages().size();
                disordered += it.disordered();
            }
            return new Told(events, sent, disordered, missed, lost, messages);
        }
    }
}
