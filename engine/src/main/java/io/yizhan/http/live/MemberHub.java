package io.yizhan.http.live;

import io.yizhan.feed.Feed;
import io.yizhan.feed.ReservationNews;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.loop.Connection;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.notice.Notices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live streams of members on one event loop, of one region. Which reservations have changed is read from {@link ReservationNews}; what has
 * become of those that somebody here listens for, the writer is asked. So the writer does nothing for whom nobody listens, and nothing is
 * queued for a slow reader. On its event loop only, but for what the writer calls.
 */
public final class MemberHub {
    /** How often the clock is looked at: an end of a session is seen at most so late. */
    private static final long TICK_MS = 200;
    /** Reservations that are looked up at the same time: a closure may change those of thousands, and other reads are not to wait for that. */
    private static final int LOOKED_UP_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(MemberHub.class);

    private final RegionOnLoop region;
    private final EventLoop loop;
    private final Feed feed;
    private final NoticeTeller teller;
    private final MemberPlaces places;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable published = this::published;
    private final ReservationNews.Reader reader = this::changed;
    private final Set<MemberStream> streams = new LinkedHashSet<>();
    /** By the hash of their member, as the news have it. */
    private final Int2ObjectHashMap<List<MemberStream>> byMember = new Int2ObjectHashMap<>();
    /** Those that have something to be told. */
    private final Deque<MemberStream> waiting = new ArrayDeque<>();

    /** Up to where the news were read. */
    private long place;
    /** All events up to there are among what was read. */
    private MemberPosition position = new MemberPosition(0, 0);

    private int lookedUp;
    /** How often this hub has begun: what is still asked then, a writer that hangs may never answer. */
    private int beginnings;

    /** The writer takes no reads now: it is asked again at the next tick. */
    private boolean refused;

    private long keptAliveNs;
    private long timer;

    public MemberHub(RegionOnLoop region, MemberPlaces places, Notices notices) {
        this.region = region;
        this.places = places;
        loop = region.loop;
        feed = region.feed();
        teller = new NoticeTeller(region, notices);
    }

    public void start() {
        keptAliveNs = System.nanoTime();
        timer = loop.vertx.setPeriodic(TICK_MS, tick -> tick());
    }

    public void stop() {
        loop.vertx.cancelTimer(timer);
        endAll();
    }

    /** What {@link #open} would say, without a stream. */
    public void head(Exchange exchange, Principal member) {
        if (!LiveAnswer.isAccepted(exchange)) return;
        Query query = new Query(exchange);
        LiveAnswer.after(exchange, query);
        if (!query.answered() && LiveAnswer.begin(exchange)) exchange.response.end();
    }

    /** {@code GET /v1/me/live}. */
    public void open(Exchange exchange, Principal member) {
        if (!LiveAnswer.isAccepted(exchange)) return;
        Query query = new Query(exchange);
        String after = LiveAnswer.after(exchange, query);
        if (query.answered() || !LiveAnswer.isTaken(exchange) || !LiveAnswer.begin(exchange)) return;
        Connection connection = exchange.connection();
        if (connection != null) open(exchange, connection, member, after);
    }

    private void open(Exchange exchange, Connection connection, Principal member, @Nullable String after) {
        connection.streaming();
        exchange.response.setChunked(true);
        if (streams.isEmpty()) begin();
        else pump();
        MemberPosition from = after == null ? position : MemberPosition.resumed(after, feed);
        MemberStream stream = new MemberStream(
                connection,
                exchange.response,
                member,
                exchange.language(),
                from == null ? position : from,
                after == null ? -1 : MemberPosition.notice(after),
                it -> loop.context.runOnContext(task -> replace(it)));
        exchange.response.exceptionHandler(gone -> {}).closeHandler(closed -> forget(stream));
        add(stream);
        stream.begin();
        if (!stream.knowsNotices()) teller.beginsNow(stream);
        if (from == null || !missedSince(from.seq(), stream)) stream.lookAnew();
        enqueue(stream);
        places.enter(member.subject(), stream.place);
        serve();
    }

    /** From here on the writer says when something has changed. Its news first: what comes between is read then. */
    private void begin() {
        feed.onChange(published);
        beginnings++;
        lookedUp = 0;
        position = MemberPosition.now(feed);
        place = feed.reservations().end();
    }

    /** Whether all that was missed is known. */
    private boolean missedSince(long seq, MemberStream stream) {
        int hash = stream.member.subject().hashCode();
        long from = feed.reservations().since(seq);
        return from != ReservationNews.OVERTAKEN
                && feed.reservations().read(from, (id, member) -> {
                            if (member == hash) stream.changed(id);
                        })
                        != ReservationNews.OVERTAKEN;
    }

    private void add(MemberStream stream) {
        streams.add(stream);
        byMember.computeIfAbsent(stream.member.subject().hashCode(), it -> new ArrayList<>(1))
                .add(stream);
        loop.countStreams(1);
        loop.shared.metrics().memberStreams(1);
    }

    private void forget(MemberStream stream) {
        if (!streams.remove(stream)) return;
        stream.gone = true;
        places.leave(stream.member.subject(), stream.place);
        int hash = stream.member.subject().hashCode();
        List<MemberStream> same = byMember.get(hash);
        if (same != null && same.remove(stream) && same.isEmpty()) byMember.remove(hash);
        loop.countStreams(-1);
        loop.shared.metrics().memberStreams(-1);
        if (streams.isEmpty()) feed.removeOnChange(published);
    }

    private void end(MemberStream stream) {
        forget(stream);
        stream.end();
    }

    private void endAll() {
        for (MemberStream stream : List.copyOf(streams)) end(stream);
    }

    private void replace(MemberStream stream) {
        if (stream.gone) return;
        forget(stream);
        stream.replace();
    }

    /** The writer's thread, after each batch: at most one task is on its way to the event loop. */
    private void published() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            loop.context.runOnContext(task -> {
                scheduled.set(false);
                pump();
                serve();
            });
        }
    }

    private void pump() {
        if (streams.isEmpty()) return;
        // The position first: what is read after it is at least as new.
        MemberPosition now = MemberPosition.now(feed);
        long read = feed.reservations().read(place, reader);
        if (read == ReservationNews.OVERTAKEN) {
            now = MemberPosition.now(feed);
            read = feed.reservations().end();
            for (MemberStream stream : streams) {
                stream.lookAnew();
                enqueue(stream);
            }
        }
        place = read;
        position = now;
    }

    private void changed(long reservationId, int memberHash) {
        List<MemberStream> of = byMember.get(memberHash);
        if (of == null) return;
        for (int i = 0; i < of.size(); i++) {
            of.get(i).changed(reservationId);
            enqueue(of.get(i));
        }
    }

    private void enqueue(MemberStream stream) {
        if (stream.queued || stream.gone || !stream.hasNews()) return;
        stream.queued = true;
        waiting.add(stream);
    }

    private void serve() {
        for (int left = waiting.size(); left > 0 && !refused && lookedUp < LOOKED_UP_MAX; left--) {
            MemberStream next = waiting.remove();
            next.queued = false;
            if (next.gone) continue;
            if (!next.ready()) enqueue(next);
            else if (next.isReset()) next.tellReset(position);
            else ask(next);
        }
    }

    private void ask(MemberStream stream) {
        Telling telling = new Telling(this, region, stream, position, beginnings);
        lookedUp += telling.size();
        telling.ask();
    }

    void lookedUp(Telling telling) {
        if (telling.beginning == beginnings) lookedUp -= telling.size();
        MemberStream stream = telling.stream;
        stream.told();
        if (stream.gone) return;
        try {
            refused |= !telling.send();
            enqueue(stream);
        } catch (RuntimeException defect) {
            LOG.error("what becomes of a member's reservations can't be told; the reader is to come again", defect);
            end(stream);
        }
        serve();
    }

    private void tick() {
        if (streams.isEmpty()) return;
        if (!(region.whereabouts() instanceof Whereabouts.Here)) endAll();
        refused = false;
        pump();
        serve();
        long nowMs = loop.nowMs();
        long nowNs = System.nanoTime();
        teller.tick(streams, nowNs);
        boolean keepsAlive = nowNs - keptAliveNs >= loop.keepAliveNs();
        if (keepsAlive) keptAliveNs = nowNs;
        // Closing calls back and changes the set, so not while walking it.
        for (MemberStream stream : List.copyOf(streams)) {
            if (!stream.member.isGood(nowMs)) end(stream);
            else if (stream.stalled(nowNs, LiveHub.STALLED_KEEP_ALIVES * loop.keepAliveNs())) giveUp(stream);
            else if (keepsAlive) stream.keepAlive(position);
        }
    }

    private void giveUp(MemberStream stream) {
        loop.shared.metrics().liveStreamStalled();
        stream.cutOff();
    }
}
