package io.yizhan.webhook;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of all regions that are told of events, for admins. Any thread; each call blocks, and is durable when it returns. */
public interface Webhooks {
    /** Of a region. */
    int MAX = 32;

    /**
     * All of a region, by number.
     *
     * @throws IOException they can't be read for now
     */
    List<Webhook> list(String region) throws IOException;

    /**
     * A number that none has or had.
     *
     * @throws IOException there is none for now
     */
    int nextNo(String region) throws IOException;

    /**
     * From now on it is told.
     *
     * @param secret what is signed with
     * @throws IOException it may not be told
     */
    void create(String region, Webhook webhook, byte[] secret) throws IOException;

    /**
     * From now on it is told nothing; whether there was one.
     *
     * @throws IOException it may still be told
     */
    boolean delete(String region, int no) throws IOException;

    /**
     * The oldest of what an address was not told; null where there is no such address.
     *
     * @throws IOException they can't be read for now
     */
    @Nullable
    List<DeadLetter> deadLetters(String region, int no, int limit) throws IOException;

    /**
     * All that was given up of an address is sent once more; how many.
     *
     * @throws IOException it may not be sent
     */
    int resend(String region, int no) throws IOException;
}
