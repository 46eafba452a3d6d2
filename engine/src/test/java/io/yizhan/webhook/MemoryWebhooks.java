package io.yizhan.webhook;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One region's, in memory; nobody is told. Any thread. */
public final class MemoryWebhooks implements Webhooks {
    public final Map<Integer, Webhook> byNo = new ConcurrentSkipListMap<>();
    public final Map<Integer, List<DeadLetter>> dead = new ConcurrentSkipListMap<>();
    private final AtomicInteger last = new AtomicInteger();
    /** Thrown by every look. */
    public volatile @Nullable IOException away;

    private void look() throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
    }

    @Override
    public List<Webhook> list(String region) throws IOException {
        look();
        return List.copyOf(byNo.values());
    }

    @Override
    public int nextNo(String region) {
        return last.incrementAndGet();
    }

    @Override
    public void create(String region, Webhook webhook, byte[] secret) throws IOException {
        look();
        byNo.put(webhook.no(), webhook);
    }

    @Override
    public boolean delete(String region, int no) throws IOException {
        look();
        return byNo.remove(no) != null;
    }

    @Override
    public @Nullable List<DeadLetter> deadLetters(String region, int no, int limit) throws IOException {
        look();
        return byNo.containsKey(no) ? dead.getOrDefault(no, List.of()) : null;
    }

    @Override
    public int resend(String region, int no) throws IOException {
        look();
        return dead.getOrDefault(no, List.of()).size();
    }
}
