package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.head.Language;
import io.yizhan.http.loop.Connection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One reader of what becomes of a member's reservations. For one that is slow it is kept which have changed, and not how: it gets the present
 * state of each when it can take it.
 */
final class MemberStream extends LiveStream {
    /** Whoever has missed more reads the list anew with less. */
    static final int UNTOLD_MAX = 128;
    /** So many are told at once: they wait in memory until their reader takes them. */
    private static final int AT_ONCE_MAX = 16;
    /** Whoever had to leave for newer streams comes again by itself, and is not to drive out one of those at once. */
    private static final Buffer REPLACED = Buffer.buffer("event: replaced\nretry: 60000\ndata: {}\n\n");

    /** Before it is known from where on its reader is told of notifications. */
    private static final long UNKNOWN = -1;

    final Principal member;
    final Language language;
    private final Set<Long> untold = new LinkedHashSet<>();
    /** Its reader has to look anew, and was not told yet. */
    private boolean reset;
    /** Some are being looked up for it. */
    private boolean asking;
    /** The last id that was sent. */
    private MemberPosition sent;
    /** The last notification that its reader knows. */
    private long notice;

    /** In the queue of those that have something to be told. */
    boolean queued;

    /** What it holds among the member's places. */
    final Runnable place;

    boolean gone;

    /**
     * One that goes on somewhere.
     *
     * @param notice the last notification that its reader knows; below zero where nobody knows
     * @param replace ends it when newer ones have all places of its member, on its event loop
     */
    MemberStream(
            Connection connection,
            HttpServerResponse response,
            Principal member,
            Language language,
            MemberPosition from,
            long notice,
            Consumer<MemberStream> replace) {
        super(connection, response);
        this.member = member;
        this.language = language;
        this.notice = Math.max(notice, UNKNOWN);
        place = () -> replace.accept(this);
        sent = from;
    }

    /** An id without data: it is where a reader that is cut off before the first event goes on from. */
    void begin() {
        send(Buffer.buffer("retry: 2000\nid: " + id(sent) + "\n\n"));
    }

    /** Where its reader goes on from when it is cut off there: behind these changes, and behind the last notification. */
    String id(MemberPosition upTo) {
        return knowsNotices() ? upTo.id() + "-" + notice : upTo.id();
    }

    boolean knowsNotices() {
        return notice != UNKNOWN;
    }

    /** The last one that its reader knows. */
    long notice() {
        return notice;
    }

    /** Later ones are told from now on. */
    void noticesFrom(long last) {
        if (knowsNotices()) return;
        notice = last;
        send(Buffer.buffer("id: " + id(sent) + "\n\n"));
    }

    void tell(long no, Buffer data) {
        notice = no;
        send(Buffer.buffer("id: " + id(sent) + "\nevent: notification\ndata: ")
                .appendBuffer(data)
                .appendString("\n\n"));
    }

    void changed(long reservationId) {
        if (reset) return;
        untold.add(reservationId);
        if (untold.size() > UNTOLD_MAX) lookAnew();
    }

    /** What it has missed can't be told. */
    void lookAnew() {
        untold.clear();
        reset = true;
    }

    /** Whether something is to be told that is not being looked up. */
    boolean hasNews() {
        return !asking && (reset || !untold.isEmpty());
    }

    boolean isReset() {
        return reset;
    }

    void tellReset(MemberPosition now) {
        reset = false;
        sent = now;
        send(Buffer.buffer("event: reset\nid: " + id(now) + "\ndata: {}\n\n"));
    }

    /** Some of those that are to be told; they are not any more. */
    long[] take() {
        long[] ids = new long[Math.min(AT_ONCE_MAX, untold.size())];
        Iterator<Long> first = untold.iterator();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = first.next();
            first.remove();
        }
        asking = true;
        return ids;
    }

    /** Whether nothing else is to be told than what was {@linkplain #take taken}. */
    boolean tookAll() {
        return untold.isEmpty() && !reset;
    }

    void told() {
        asking = false;
    }

    void sent(MemberPosition upTo) {
        sent = upTo;
    }

    /** With where it has got to, as long as it lacks nothing: else one that hears nothing for hours would have to look anew afterwards. */
    void keepAlive(MemberPosition now) {
        if (!ready()) return;
        if (asking || hasNews() || now.equals(sent)) {
            keepAlive();
        } else {
            sent = now;
            send(Buffer.buffer(": keep-alive\nid: " + id(now) + "\n\n"));
        }
    }

    void replace() {
        send(REPLACED);
        end();
    }
}
