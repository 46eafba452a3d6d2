package io.yizhan.http.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live streams of each member, on all event loops. The newest have the places: a phone that has changed its network leaves streams behind
 * that look well for a quarter of an hour, and whoever holds it must not be kept out by them. Any thread.
 */
public final class MemberPlaces {
    /** Streams that one member has at one engine. */
    public static final int EACH_MAX = 8;

    private final ConcurrentHashMap<String, Deque<Runnable>> bySubject = new ConcurrentHashMap<>();

    /** @param giveUp called on any thread, at most once, when newer ones have all places */
    void enter(String subject, Runnable giveUp) {
        Runnable[] oldest = new Runnable[1];
        bySubject.compute(subject, (same, known) -> {
            Deque<Runnable> places = known == null ? new ArrayDeque<>(1) : known;
            places.addLast(giveUp);
            if (places.size() > EACH_MAX) oldest[0] = places.pollFirst();
            return places;
        });
        if (oldest[0] != null) oldest[0].run();
    }

    /** Where it was given up it has left already. */
    void leave(String subject, Runnable giveUp) {
        bySubject.computeIfPresent(subject, (same, places) -> {
            places.remove(giveUp);
            return places.isEmpty() ? null : places;
        });
    }
}
