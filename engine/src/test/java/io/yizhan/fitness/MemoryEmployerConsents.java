package io.yizhan.fitness;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One region's, in memory. Any thread. */
public final class MemoryEmployerConsents implements EmployerConsents {
    private final Map<String, Consent> given = new ConcurrentHashMap<>();
    /** What every employer's members have done. */
    public volatile Sum sum = new Sum(0, 0, 0, 0);
    /** Thrown by every call. */
    public volatile @Nullable IOException away;

    private void look() throws IOException {
        IOException thrown = away;
        if (thrown != null) throw thrown;
    }

    @Override
    public @Nullable Consent of(String region, String member) throws IOException {
        look();
        return given.get(member);
    }

    @Override
    public Consent give(String region, String member, Consent consent) throws IOException {
        look();
        return given.merge(member, consent, (was, now) -> was.employer().equals(now.employer()) ? was : now);
    }

    @Override
    public void withdraw(String region, String member) throws IOException {
        look();
        given.remove(member);
    }

    @Override
    public Sum sum(String region, String employer, long fromMs, long toMs) throws IOException {
        look();
        return sum;
    }
}
