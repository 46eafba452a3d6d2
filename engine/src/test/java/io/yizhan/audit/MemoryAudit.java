package io.yizhan.audit;

import io.yizhan.core.Event.OperatorActed;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One region's, in memory. Any thread. */
public final class MemoryAudit implements Audit {
    public final ConcurrentSkipListMap<Long, OperatorActed> acts = new ConcurrentSkipListMap<>();
    /** Until when it knows all. */
    public volatile long asOfMs;
    /** Thrown by every look. */
    public volatile @Nullable IOException away;
    /** Run at every look, which lasts as long as it does. */
    public volatile Runnable whileLooking = () -> {};

    @Override
    public Page find(String region, AuditQuestion question) throws IOException {
        whileLooking.run();
        IOException wanted = away;
        if (wanted != null) throw wanted;
        List<Entry> found = acts.descendingMap().entrySet().stream()
                .filter(it -> question.before() == 0 || it.getKey() < question.before())
                .map(it -> new Entry(it.getKey(), it.getValue()))
                .filter(it -> isAskedFor(it.act(), question))
                .toList();
        boolean more = found.size() > question.limit();
        return new Page(found.subList(0, Math.min(found.size(), question.limit())), more, asOfMs);
    }

    private static boolean isAskedFor(OperatorActed act, AuditQuestion question) {
        Set<Integer> stations = Arrays.stream(act.stations()).boxed().collect(Collectors.toSet());
        Set<Integer> within = question.within();
        return (question.actor().isEmpty() || question.actor().equals(act.actor()))
                && (question.subject().isEmpty() || question.subject().equals(act.member()))
                && (question.station() == 0 || stations.contains(question.station()))
                && (within == null || (!stations.isEmpty() && within.containsAll(stations)));
    }
}
