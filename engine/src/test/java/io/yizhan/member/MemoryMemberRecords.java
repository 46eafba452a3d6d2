package io.yizhan.member;

import io.yizhan.core.Reservation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One region's, in memory: what somebody puts there. Any thread. */
public final class MemoryMemberRecords implements MemberRecords {
    /** By id. */
    public final Map<Long, Reservation> inBooks = new ConcurrentHashMap<>();

    public final Map<Long, Reservation> history = new ConcurrentHashMap<>();
    /** Thrown by every look. */
    public volatile @Nullable IOException away;
    /** Run at every look, which lasts as long as it does. */
    public volatile Runnable whileLooking = () -> {};
    /** The last one. */
    public volatile @Nullable Question asked;

    @Override
    public Page find(String region, Question question) throws IOException {
        asked = question;
        whileLooking.run();
        IOException wanted = away;
        if (wanted != null) throw wanted;
        List<Reservation> found = Stream.concat(
                        Arrays.stream(question.inBooks()).mapToObj(inBooks::get), history.values().stream())
                .filter(it -> it != null && it.member().equals(question.member()))
                .filter(it -> question.before() == 0 || it.id() < question.before())
                .sorted(Comparator.comparingLong(Reservation::id).reversed())
                .toList();
        boolean more = found.size() > question.limit();
        return new Page(found.subList(0, Math.min(found.size(), question.limit())), more);
    }

    /** The latest first. */
    public final List<MemberCompanionship> companionships = new CopyOnWriteArrayList<>();

    @Override
    public List<MemberCompanionship> companionships(String region, String member, int limit) throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
        return companionships.subList(0, Math.min(companionships.size(), limit));
    }

    /** The latest first. */
    public final List<MemberVisit> visits = new CopyOnWriteArrayList<>();
    /** The last one about them. */
    public volatile @Nullable VisitQuestion askedVisits;

    @Override
    public List<MemberVisit> visits(String region, VisitQuestion question) throws IOException {
        askedVisits = question;
        IOException wanted = away;
        if (wanted != null) throw wanted;
        List<MemberVisit> found = visits.stream()
                .filter(it -> it.enteredAtMs() >= question.fromMs() && it.enteredAtMs() < question.toMs())
                .toList();
        return found.subList(0, Math.min(found.size(), question.limit() + 1));
    }
}
