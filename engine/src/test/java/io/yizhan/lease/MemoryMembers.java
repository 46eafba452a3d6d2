package io.yizhan.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Members as a Redis keeps them, by a given clock; it can be emptied, and away. Listeners are called at once. For simulations. */
public final class MemoryMembers {
    private final LongSupplier nanoTime;
    private final long lastsNs;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<One> all = new CopyOnWriteArrayList<>();

    private record Entry(Member member, long untilNs) {}

    public MemoryMembers(LongSupplier nanoTime, Duration lasts) {
        this.nanoTime = nanoTime;
        lastsNs = lasts.toNanos();
    }

    /** A process's view; it sees what is kept only while {@code reachable} says so. */
    public Membership membership(BooleanSupplier reachable) {
        One one = new One(reachable);
        all.add(one);
        return one;
    }

    /** Forgets everything. */
    public synchronized void flush() {
        entries.clear();
    }

    /** @return whether somebody was gone */
    private synchronized boolean forgetSilent() {
        long nowNs = nanoTime.getAsLong();
        return entries.values().removeIf(it -> it.untilNs - nowNs <= 0);
    }

    private synchronized @Nullable Member put(Member self) throws NodeIdTaken {
        Entry former = entries.get(self.id());
        if (former != null && !former.member.incarnation().equals(self.incarnation()))
            throw new NodeIdTaken("another process announces itself as node " + self.id());
        entries.put(self.id(), new Entry(self, nanoTime.getAsLong() + lastsNs));
        return former == null ? null : former.member;
    }

    private synchronized boolean remove(Member self) {
        return entries.values()
                .removeIf(it -> it.member.id().equals(self.id())
                        && it.member.incarnation().equals(self.incarnation()));
    }

    private synchronized List<Member> present() {
        return entries.values().stream().map(Entry::member).toList();
    }

    private void tell(One sender) {
        for (One each : all) {
            Runnable listener = each.listener;
            if (each != sender && listener != null && each.reachable.getAsBoolean()) listener.run();
        }
    }

    private final class One implements Membership {
        private final BooleanSupplier reachable;
        private volatile @Nullable Runnable listener;
        private @Nullable Member self;

        One(BooleanSupplier reachable) {
            this.reachable = reachable;
        }

        @Override
        public void announce(Member member) throws IOException, NodeIdTaken {
            check();
            forgetSilent();
            Member former = put(member);
            self = member;
            if (!member.equals(former)) tell(this);
        }

        @Override
        public List<Member> members() throws IOException {
            check();
            if (forgetSilent()) tell(this);
            return present();
        }

        @Override
        public void leave() throws IOException {
            check();
            Member leaving = self;
            if (leaving != null && remove(leaving)) tell(this);
        }

        private void check() throws IOException {
            if (!reachable.getAsBoolean()) throw new IOException("not to be reached");
        }

        @Override
        public void onChange(Runnable told) {
            if (listener != null) throw new IllegalStateException("there is a listener");
            listener = told;
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
