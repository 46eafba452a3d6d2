package io.yizhan.http.loop;

import io.yizhan.http.client.Client;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * How much of what was answered its clients have not taken, on one event loop: that is memory which strangers hold, so it has an end. One
 * client alone may hold a fourth.
 */
final class Untaken {
    private static final int SHARE_OF_ONE = 4;

    private final long bytesMax;
    private long heldBytes;

    /** @param bytesMax of all clients */
    Untaken(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    void held(long bytes) {
        heldBytes = bytes;
    }

    /** Until it is looked at again it counts as held. */
    void add(int bytes) {
        heldBytes += bytes;
    }

    /** Whether somebody may have more than one client's share. */
    boolean mayBeTooMuchOfOne() {
        return heldBytes > bytesMax / SHARE_OF_ONE;
    }

    boolean isTooMuch() {
        return heldBytes > bytesMax;
    }

    /** What one client has; of its connections the one first that has taken nothing for longest. */
    private static final class Holder {
        long bytes;
        final List<Connection> connections = new ArrayList<>();
        final Deque<Connection> longest = new ArrayDeque<>();
    }

    /** Whom to cut off, so that no client has more than its share, and all together leave a fourth free. */
    List<Connection> shed(Collection<Connection> open) {
        long target = isTooMuch() ? bytesMax - bytesMax / SHARE_OF_ONE : bytesMax;
        Map<Client, Holder> holders = new HashMap<>();
        for (Connection each : open) {
            if (each.heldBytes() == 0) continue;
            Holder holder = holders.computeIfAbsent(each.client(), it -> new Holder());
            holder.bytes += each.heldBytes();
            holder.connections.add(each);
        }
        PriorityQueue<Holder> most = new PriorityQueue<>(Comparator.comparingLong((Holder it) -> -it.bytes));
        for (Holder holder : holders.values()) {
            holder.connections.sort(Comparator.comparingLong(it -> it.takenNs));
            holder.longest.addAll(holder.connections);
            most.add(holder);
        }
        List<Connection> shed = new ArrayList<>();
        while (!most.isEmpty()) {
            Holder holder = most.poll();
            boolean fits = holder.bytes <= bytesMax / SHARE_OF_ONE && heldBytes <= target;
            if (fits || holder.longest.isEmpty()) break;
            Connection next = holder.longest.poll();
            shed.add(next);
            holder.bytes -= next.heldBytes();
            heldBytes -= next.heldBytes();
            most.add(holder);
        }
        return shed;
    }
}
