package io.yizhan.feed;

import io.yizhan.core.DrawFigures;
import io.yizhan.core.DrawView;
import io.yizhan.core.SlotKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is published of a region, by station. */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile StationFeed[] stations = {};
    private volatile boolean draws;
    private volatile DrawFigures drawFigures = DrawFigures.NONE;
    private volatile long startSeq;
    private volatile long seq;
    private volatile Moments moments = new Moments();
    private final GateSkews gateSkews = new GateSkews();
    private final RetiredSlots retired = new RetiredSlots();
    private final ReservationNews reservations = new ReservationNews();
    /** Odd while it is being filled: from a restart on until what was loaded is in place. */
    private final AtomicInteger fillings = new AtomicInteger();

    private volatile Ownership ownership = new Ownership(0, 0);

    /**
     * Who publishes here.
     *
     * @param epoch of the owner; 0 before there was one
     * @param fromSeq the last event that its predecessor may have published
     */
    public record Ownership(long epoch, long fromSeq) {}

    /** Null where nothing was published of such a station. Any thread. */
    public @Nullable StationFeed station(int stationNo) {
        StationFeed[] current = stations;
        return stationNo > 0 && stationNo < current.length ? current[stationNo] : null;
    }

    /** From now on slots are looked at for draws. Writer thread. */
    void lookForDraws() {
        draws = true;
    }

    boolean hasDraws() {
        return draws;
    }

    /** Writer thread. */
    void drawFigures(DrawFigures figures) {
        drawFigures = figures;
    }

    /** Any thread. */
    public DrawFigures drawFigures() {
        return drawFigures;
    }

    /**
     * The draw that is not carried out for a slot that is asked for by itself; null for none. Costs nothing where there are no draws. Any thread.
     *
     * @param stationOf gives the number of the station of a venue
     */
    public @Nullable DrawView drawOf(long[] slots, IntUnaryOperator stationOf) {
        if (!draws || slots.length != 1) return null;
        StationFeed station = station(stationOf.applyAsInt(SlotKey.venueNo(slots[0])));
        DayView day = station == null ? null : station.dayOf(slots[0]);
        int i = day == null ? -1 : day.indexOf(slots[0]);
        return day != null && i >= 0 && day.inDraw(i) ? day.draw(i) : null;
    }

    /** The number of the last event that is published. Any thread. */
    public long seq() {
        return seq;
    }

    /** Changes by events up to this number can't be told: what is here began with it. Any thread. */
    public long startSeq() {
        return startSeq;
    }

    /** Which reservations have changed lately. Any thread. */
    public ReservationNews reservations() {
        return reservations;
    }

    /** Slots that are here no longer. Any thread. */
    public RetiredSlots retired() {
        return retired;
    }

    /** Any thread. */
    public GateSkews gateSkews() {
        return gateSkews;
    }

    /** Any thread. */
    public Ownership ownership() {
        return ownership;
    }

    /** What is published from now on is this owner's. By whoever is about to write here. */
    public void owned(long epoch) {
        ownership = new Ownership(epoch, seq);
    }

    /**
     * Empties it, for books that are loaded anew as of {@code seq}. By whoever is about to write here, while nobody else does; readers may
     * be at it, and see what there was or nothing: a reader that kept a {@link StationFeed} finds that it is no longer the one of here.
     */
    public void restart(long seq) {
        if (isWhole(fillings.get())) fillings.incrementAndGet();
        // Nothing that came before is to be found once the numbers have changed.
        stations = new StationFeed[0];
        moments = new Moments();
        reservations.restart(seq);
        gateSkews.restart();
        retired.restart();
        startSeq = seq;
        this.seq = seq;
        tell();
    }

    /**
     * For whoever goes through all that is here: its number says what was published, but not that all of it is in place. It was if this {@linkplain #isWhole is
     * whole} before, and is the same afterwards. Any thread.
     */
    int fillings() {
        return fillings.get();
    }

    static boolean isWhole(int fillings) {
        return (fillings & 1) == 0;
    }

    /**
     * Calls {@code listener} on the writer's thread after each batch that changed something here, once it is readable. It must return at
     * once; what changed, it finds by comparing versions.
     */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public void removeOnChange(Runnable listener) {
        listeners.remove(listener);
    }

    StationFeed[] stations() {
        return stations;
    }

    void stations(StationFeed[] stations) {
        this.stations = stations;
    }

    /**
     * Who knows what was published up to {@code seq}, and nothing newer, has looked at this time at the earliest; 0 where that is too long ago.
     * Any thread.
     */
    public long knownSinceMs(long seq) {
        return moments.notAfter(seq);
    }

    /** Writer thread: everything up to {@code seq} is in place. */
    void publish(long seq, long nowMs, boolean changed) {
        this.seq = seq;
        moments.published(seq, nowMs);
        if (!isWhole(fillings.get())) fillings.incrementAndGet();
        if (changed) tell();
    }

    /** What one listener throws, an event loop that is going down for instance, is no matter of the others, and none of the writer's. */
    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException | Error defect) {
                LOG.error("a listener was not told that the feed has changed", defect);
            }
        }
    }
}
