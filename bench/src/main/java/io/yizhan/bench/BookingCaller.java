package io.yizhan.bench;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Submission;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.SpscArrayQueue;

/**
 * A thread that books without end, with a window of bookings on their way, as an event loop with many connections does. Each booking is
 * made as it is sent: its member, its slots, its command.
 */
final class BookingCaller implements Mailbox {
    static final int BOOKINGS_PER_MEMBER_MAX = 4;

    private static final int VENUES = 1_000;
    private static final int FIRST_START_MIN = 60_000_000;
    private static final int SLOT_MIN = 60;
    private static final int SPINS = 100;

    private final Inbox inbox;
    private final int number;
    private final int window;
    private final int limit;
    private final SpscArrayQueue<Submission> answers;
    private final Thread thread;
    private long untilNs;
    private int sent;
    private int answered;
    private long placed;
    private long refused;
    private volatile boolean asleep;

    BookingCaller(Inbox inbox, int number, int window, int limit) {
        this.inbox = inbox;
        this.number = number;
        this.window = window;
        this.limit = limit;
        answers = new SpscArrayQueue<>(Math.max(4, window));
        thread = new Thread(this::run, "caller-" + number);
    }

    /** The slots that callers book; before the writer starts. */
    static void openSlots(Region region) {
        int[] start = new int[BOOKINGS_PER_MEMBER_MAX];
        int[] end = new int[BOOKINGS_PER_MEMBER_MAX];
        int[] capacity = new int[BOOKINGS_PER_MEMBER_MAX];
        for (int i = 0; i < start.length; i++) {
            start[i] = FIRST_START_MIN + i * SLOT_MIN;
            end[i] = start[i] + SLOT_MIN;
            capacity[i] = Integer.MAX_VALUE / 2;
        }
        for (int venue = 1; venue <= VENUES; venue++) {
            Workload.carryOut(region, new VenueCommand.DefineVenue(venue, new VenueTerms(1, false, 300_000, 0)), 0);
            Workload.carryOut(
                    region,
                    new VenueCommand.OpenSlots(
                            venue, start, end, capacity, new int[start.length], new boolean[start.length]),
                    0);
        }
        region.changes().clear();
    }

    void start(long endNs) {
        untilNs = endNs;
        thread.start();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** After {@link #join}. */
    long placed() {
        return placed;
    }

    long refused() {
        return refused;
    }

    private void run() {
        while (sent < limit && System.nanoTime() - untilNs < 0) {
            while (sent - answered < window && sent < limit) send();
            take();
        }
        while (answered < sent) take();
    }

    private void send() {
        int booking = sent++;
        String member = "m-" + number + "-" + booking / BOOKINGS_PER_MEMBER_MAX;
        long slot = SlotKey.of(
                1 + (int) (booking * 31L % VENUES), FIRST_START_MIN + booking % BOOKINGS_PER_MEMBER_MAX * SLOT_MIN);
        Command command = new Command.PlaceReservation(
                member, number, booking * 0x9E3779B97F4A7C15L, new long[] {slot}, 1, false);
        if (inbox.offer(new Booking(command)) != null) {
            refused++;
            answered++;
        }
    }

    /** Waits for an answer and takes all there are. */
    private void take() {
        Submission first = answers.poll();
        for (int i = 0; first == null && i < SPINS; i++) {
            Thread.onSpinWait();
            first = answers.poll();
        }
        asleep = first == null;
        while (first == null) {
            first = answers.poll();
            if (first == null) LockSupport.park(this);
        }
        asleep = false;
        first.answer();
        Submission next;
        while ((next = answers.poll()) != null) next.answer();
    }

    @Override
    public void put(Submission submission) {
        if (!answers.offer(submission)) throw new IllegalStateException("more answers than questions");
    }

    @Override
    public void flush() {
        VarHandle.fullFence(); // The caller says that it sleeps and then looks at the queue; here it is the other way
        // round.
        if (asleep) LockSupport.unpark(thread);
    }

    private final class Booking extends Submission {
        Booking(Command command) {
            super(command, BookingCaller.this);
        }

        @Override
        protected void answered(Outcome outcome) {
            answered++;
            if (outcome instanceof Outcome.Placed) placed++;
            else refused++;
        }
    }
}
