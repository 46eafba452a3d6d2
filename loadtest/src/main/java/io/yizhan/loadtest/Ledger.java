package io.yizhan.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What k6 was told, answer by answer, as the scripts write it (lib/calls.js). Several runs against one engine make one ledger. */
final class Ledger {
    private static final String MARK = "@@";

    /** A confirmed booking: whose (the place in the list of members) and of which slot. */
    record Booking(int member, String slot) {}

    /** What a gate's run had accepted. */
    record GateRun(long through, long entries, long exits) {}

    final Map<String, Booking> booked = new HashMap<>();
    final Set<String> cancelled = new HashSet<>();
    final Set<String> inDoubt = new HashSet<>();
    /** By "gate boot". */
    final Map<String, GateRun> gateRuns = new TreeMap<>();

    /** Ids that were given out more than once. */
    final Set<String> doubled = new HashSet<>();

    void readFile(Path log) {
        if (!Files.exists(log)) return;
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int from = line.indexOf(MARK);
                int to = line.lastIndexOf(MARK);
                if (from >= 0 && to > from) read(line.substring(from + MARK.length(), to));
            }
        } catch (IOException failed) {
            throw new Failure("the ledger " + log + " cannot be read", failed);
        }
    }

    void read(String entry) {
        String[] words = entry.split(" ", -1);
        switch (words[0]) {
            case "+" -> {
                if (booked.put(words[1], new Booking(Integer.parseInt(words[2]), words[3])) != null)
                    doubled.add(words[1]);
            }
            case "-" -> cancelled.add(words[1]);
            case "?" -> inDoubt.add(words[1]);
            case "g" ->
                gateRuns.merge(
                        words[1] + " " + words[2],
                        new GateRun(Long.parseLong(words[3]), Long.parseLong(words[4]), Long.parseLong(words[5])),
                        (a, b) ->
                                new GateRun(Math.max(a.through, b.through), a.entries + b.entries, a.exits + b.exits));
            default -> throw new Failure("the ledger has a line that nobody writes: " + entry);
        }
    }

    /** Bookings that stand, by slot. */
    Map<String, Integer> takenBySlot() {
        Map<String, Integer> taken = new TreeMap<>();
        booked.forEach((id, booking) -> {
            if (!cancelled.contains(id)) taken.merge(booking.slot(), 1, Integer::sum);
        });
        return taken;
    }

    int standing() {
        return (int)
                booked.keySet().stream().filter(it -> !cancelled.contains(it)).count();
    }
}
