package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.drill.Attempt.Told;
import io.yizhan.loadtest.drill.Evidence.Found;
import io.yizhan.loadtest.drill.Evidence.Places;
import io.yizhan.loadtest.drill.Evidence.RowPlaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what members were told against what is found. Every difference is a sentence. One thread. */
final class Verdicts {
    /** After a hold's end, until which it may still be shown as held. */
    private static final long LAPSE_MAX_MS = 5_000;

    private final List<Attempt> attempts;
    private final String prefix;
    private final Evidence evidence;
    private final long nowMs;
    private final List<String> broken = new ArrayList<>();
    private int lost;
    private int doubled;

    private Verdicts(List<Attempt> attempts, String prefix, Evidence evidence, long nowMs) {
        this.attempts = attempts;
        this.prefix = prefix;
        this.evidence = evidence;
        this.nowMs = nowMs;
    }

    /**
     * @param lost answered bookings that API or PostgreSQL have not
     * @param doubled bookings found twice, slots with more than they hold, and reservations that nobody was told of
     * @param broken a sentence for each broken promise
     */
    record Verdict(int lost, int doubled, List<String> broken) {}

    /** Only when no answer is open. */
    static Verdict of(List<Attempt> attempts, String prefix, Evidence evidence, long nowMs) {
        Verdicts verdicts = new Verdicts(attempts, prefix, evidence, nowMs);
        verdicts.check();
        return new Verdict(verdicts.lost, verdicts.doubled, List.copyOf(verdicts.broken));
    }

    private void check() {
        Map<String, Attempt> told = new HashMap<>();
        for (Attempt it : attempts) {
            if (it.told == Told.NOTHING) broken.add(it + " never got an answer");
            if (it.told != Told.PLACED) continue;
            Attempt twice = told.put(it.id, it);
            if (twice != null) doubled(it + " has the id of " + twice);
            Found api = one(it, evidence.api().get(it.id), "the API");
            Found row = one(it, evidence.rows().get(it.id), "PostgreSQL");
            if (api != null && !api.slots().equals(it.slots()))
                broken.add("the API has other slots for " + it + ": " + api);
            if (row != null) {
                List<String> takes = Attempt.live(row.state()) ? it.slots() : List.of();
                if (!row.slots().equals(takes))
                    broken.add("PostgreSQL has " + it + " take " + row.slots() + " instead of " + takes);
            }
            if (api != null && row != null && !api.state().equals(row.state()))
                broken.add(it + " is " + api.state() + " in the API and " + row.state() + " in PostgreSQL");
        }
        nobodyTold(told.keySet(), evidence.api(), "the API");
        nobodyTold(told.keySet(), evidence.rows(), "PostgreSQL");
        slots();
    }

    private @Nullable Found one(Attempt it, @Nullable List<Found> found, String where) {
        if (found == null || found.isEmpty()) {
            lost++;
            broken.add("LOST: " + it + " was answered, and " + where + " has not got it");
            return null;
        }
        if (found.size() > 1) doubled(where + " has " + it + " " + found.size() + " times");
        Found first = found.getFirst();
        if (!first.member().equals(prefix + (it.member + 1)))
            broken.add(where + " gives " + it + " to " + first.member());
        if (!it.possible.contains(first.state()))
            broken.add(where + " has " + it + " as " + first.state() + "; it should be " + it.possible);
        if (first.state().equals(Attempt.HELD) && it.holdExpiresAtMs > 0 && it.holdExpiresAtMs + LAPSE_MAX_MS < nowMs)
            broken.add(
                    where + " still has the hold " + it + ", which ended " + (nowMs - it.holdExpiresAtMs) + " ms ago");
        return first;
    }

    private void nobodyTold(Set<String> told, Map<String, List<Found>> found, String where) {
        Set<String> more = new HashSet<>(found.keySet());
        more.removeAll(told);
        for (String id : more) doubled(where + " has " + id + ", of which nobody was told: " + found.get(id));
    }

    private void slots() {
        Map<String, Integer> surely = new HashMap<>();
        Map<String, Integer> perhaps = new HashMap<>();
        for (Attempt it : attempts) {
            if (it.surelyLive()) surely.merge(it.slot, it.places(), Integer::sum);
            if (it.perhapsLive()) perhaps.merge(it.slot, it.places(), Integer::sum);
        }
        for (Map.Entry<String, Places> entry : evidence.apiSlots().entrySet()) {
            String slot = entry.getKey();
            Places api = entry.getValue();
            RowPlaces row = evidence.rowSlots().get(slot);
            if (row == null) {
                broken.add("PostgreSQL has no slot " + slot);
                continue;
            }
            int least = surely.getOrDefault(slot, 0);
            int most = perhaps.getOrDefault(slot, 0);
            if (least > api.capacity()) doubled(slot + " was sold " + least + " times, and holds " + api.capacity());
            if (row.summed() > row.capacity())
                doubled("rows take " + row.summed() + " places of " + slot + ", which holds " + row.capacity());
            if (api.taken() < least || api.taken() > most)
                broken.add("the API has " + api.taken() + " places of " + slot + " taken; told were " + least + " to "
                        + most);
            if (row.taken() != row.summed() || row.taken() != api.taken())
                broken.add("of " + slot + " " + api.taken() + " places are taken in the API, " + row.taken()
                        + " in its row, " + row.summed() + " by its reservations' rows");
        }
        if (evidence.apiSlots().isEmpty()) broken.add("the API shows no slot");
    }

    private void doubled(String sentence) {
        doubled++;
        broken.add("DOUBLE: " + sentence);
    }
}
