package io.yizhan.notice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One region's, in memory. Any thread. */
public final class MemoryInbox implements Notices {
    private final Map<String, List<Notice>> told = new ConcurrentHashMap<>();
    private final Map<String, Contact> contacts = new ConcurrentHashMap<>();
    /** Thrown by every look. */
    public volatile @Nullable IOException away;

    /** Numbers rise. */
    public void tell(String member, Notice notice) {
        told.computeIfAbsent(member, it -> new CopyOnWriteArrayList<>()).add(notice);
    }

    private List<Notice> of(String member) throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
        return told.getOrDefault(member, List.of());
    }

    @Override
    public Page before(String region, String member, long before, int limit) throws IOException {
        List<Notice> found =
                of(member).reversed().stream().filter(it -> it.no() < before).toList();
        return new Page(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    @Override
    public Map<String, List<Notice>> since(String region, Map<String, Long> since, int limitEach) throws IOException {
        Map<String, List<Notice>> found = new HashMap<>();
        for (var each : since.entrySet()) {
            List<Notice> news = of(each.getKey()).stream()
                    .filter(it -> it.no() > each.getValue())
                    .limit(limitEach)
                    .toList();
            if (!news.isEmpty()) found.put(each.getKey(), new ArrayList<>(news));
        }
        return found;
    }

    @Override
    public long last(String region, String member) throws IOException {
        List<Notice> all = of(member);
        return all.isEmpty() ? 0 : all.getLast().no();
    }

    @Override
    public @Nullable Contact contact(String region, String member) throws IOException {
        of(member);
        return contacts.get(member);
    }

    @Override
    public void contact(String region, String member, @Nullable Contact contact, long nowMs) throws IOException {
        of(member);
        if (contact == null) contacts.remove(member);
        else contacts.put(member, contact);
    }
}
