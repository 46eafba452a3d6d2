package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.reservation.ReservationJson;
import io.yizhan.sequencer.Submission;
import org.jspecify.annotations.Nullable;

/**
 * Some of a member's reservations on their way from the books to one reader. The writer is asked for them as for any other read of one's own:
 * so what is told is durable, is the member's, and waits for everybody's bookings where there are many. On its event loop only.
 */
final class Telling {
    final MemberStream stream;
    /** Of its hub, in which it was asked. */
    final int beginning;

    private final MemberHub hub;
    private final RegionOnLoop region;
    private final long[] ids;
    private final @Nullable Outcome[] outcomes;
    /** With these all changes up to there are told; null where others are not. */
    private final @Nullable MemberPosition upTo;

    private int open;

    Telling(MemberHub hub, RegionOnLoop region, MemberStream stream, MemberPosition now, int beginning) {
        this.beginning = beginning;
        this.hub = hub;
        this.region = region;
        this.stream = stream;
        ids = stream.take();
        upTo = stream.tookAll() ? now : null;
        outcomes = new Outcome[ids.length];
    }

    int size() {
        return ids.length;
    }

    void ask() {
        open = ids.length;
        for (int i = 0; i < ids.length; i++) {
            Refusal refusal = region.sources.inbox().offer(new Each(i));
            if (refusal != null) answered(i, refusal);
        }
    }

    private final class Each extends Submission {
        private final int at;

        Each(int at) {
            super(new Command.FindReservation(stream.member.subject(), ids[at]), region.mailbox);
            this.at = at;
        }

        @Override
        protected void answered(Outcome outcome) {
            Telling.this.answered(at, outcome);
        }
    }

    private void answered(int at, Outcome outcome) {
        outcomes[at] = outcome;
        if (--open == 0) hub.lookedUp(this);
    }

    /**
     * Sends what was found, and gives back to the stream what nobody could look up.
     *
     * @return whether all was looked up
     */
    boolean send() {
        boolean all = true;
        for (int i = 0; i < ids.length; i++) {
            if (outcomes[i] instanceof Outcome.Stands || outcomes[i] instanceof Refusal.ReservationUnknown) continue;
            stream.changed(ids[i]);
            all = false;
        }
        MemberPosition reached = all && !stream.isReset() ? upTo : null;
        int count = 0;
        Buffer events = Buffer.buffer();
        for (int i = 0, last = last(); i <= last; i++) {
            // Not in the books any more, or another member's, of the same hash.
            if (!(outcomes[i] instanceof Outcome.Stands found)) continue;
            count++;
            if (i == last && reached != null) events.appendString("id: " + stream.id(reached) + "\n");
            events.appendString("event: reservation\ndata: ")
                    .appendBytes(json(found).bytes())
                    .appendString("\n\n");
        }
        if (count == 0) return all;
        stream.send(events);
        if (reached != null) stream.sent(reached);
        region.loop.shared.metrics().memberTold(count);
        return all;
    }

    private int last() {
        for (int i = ids.length - 1; i >= 0; i--) if (outcomes[i] instanceof Outcome.Stands) return i;
        return -1;
    }

    private JsonOut json(Outcome.Stands found) {
        DirectoryIndex index = region.index(region.directory());
        JsonOut json = new JsonOut(region.times(index.directory.city().zone()), ReservationJson.BYTES);
        return ReservationJson.withAlternatives(json, found.reservation(), index, region.feed(), region.loop.nowMs());
    }
}
