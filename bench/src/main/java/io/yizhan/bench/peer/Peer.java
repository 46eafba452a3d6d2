package io.yizhan.bench.peer;

import java.io.IOException;
import java.sql.SQLException;

/** One way to book places. One run at a time; closing it stops what it started. */
public interface Peer extends AutoCloseable {
    String name();

    /** What an answer promises. */
    String durability();

    /** How it is asked. */
    String client();

    /** Empties it, and opens the slots. Before each run. */
    void prepare() throws Exception;

    /**
     * Makes the bookings of a load and returns when all are answered.
     *
     * @param inFlight at most so many at once; where a caller is a thread, so many threads
     */
    void run(Load load, int inFlight) throws Exception;

    /** How many bookings it holds since {@link #prepare}: read back from where it keeps them. */
    long booked() throws Exception;

    @Override
    void close() throws IOException, SQLException;
}
