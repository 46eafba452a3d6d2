package io.yizhan.bench.peer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A lock per slot and maps in memory. Nothing survives the process: it shows what locks alone cost, not what a booking costs. */
final class LockMapPeer implements Peer {
    private ConcurrentMap<Integer, Slot> slots = new ConcurrentHashMap<>();
    private ConcurrentMap<Key, Long> keys = new ConcurrentHashMap<>();
    private ConcurrentMap<Long, Row> bookings = new ConcurrentHashMap<>();
    private AtomicLong ids = new AtomicLong();

    private record Key(long hi, long lo) {}

    private record Row(int slot, String member, long createdAtMs) {}

    private static final class Slot {
        final ReentrantLock lock = new ReentrantLock();
        int remaining = Slots.PLACES;
    }

    @Override
    public String name() {
        return "ReentrantLock map (not durable)";
    }

    @Override
    public String durability() {
        return "nothing: in memory alone";
    }

    @Override
    public String client() {
        return "a thread a caller";
    }

    @Override
    public void prepare() {
        slots = new ConcurrentHashMap<>();
        keys = new ConcurrentHashMap<>();
        bookings = new ConcurrentHashMap<>();
        ids = new AtomicLong();
        for (int i = 0; i < Slots.COUNT; i++) slots.put(i, new Slot());
    }

    @Override
    public void run(Load load, int inFlight) throws Exception {
        Callers.run(inFlight, () -> {
            for (Booking booking = load.next(); booking != null; booking = load.next())
                load.done(booking, book(booking));
        });
    }

    private boolean book(Booking booking) {
        Slot slot = slots.get(booking.slot());
        if (slot == null) return false;
        Key key = new Key(booking.keyHi(), booking.keyLo());
        slot.lock.lock();
        try {
            if (keys.containsKey(key)) return true;
            if (slot.remaining < 1) return false;
            slot.remaining--;
            long id = ids.incrementAndGet();
            bookings.put(id, new Row(booking.slot(), booking.member(), System.currentTimeMillis()));
            keys.put(key, id);
            return true;
        } finally {
            slot.lock.unlock();
        }
    }

    @Override
    public long booked() {
        long taken = slots.values().stream()
                .mapToLong(slot -> Slots.PLACES - slot.remaining)
                .sum();
        if (taken != bookings.size())
            throw new IllegalStateException(bookings.size() + " bookings, but " + taken + " places taken");
        return taken;
    }

    @Override
    public void close() {}
}
