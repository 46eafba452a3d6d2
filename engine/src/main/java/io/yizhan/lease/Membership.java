package io.yizhan.lease;

import java.io.IOException;
import java.util.List;

/** Who is there. One thread at a time; calls block, each for a limited time. */
public interface Membership extends AutoCloseable {
    /**
     * Says that this node lives, and what it has. To be repeated: who is silent for longer than a lease is gone.
     *
     * @throws NodeIdTaken another process says the same id, or did less than a lease ago: after a restart that is this node's former one
     * @throws IOException not to be reached
     */
    void announce(Member self) throws IOException, NodeIdTaken;

    /** Who has announced itself lately, this node included, in order of id. */
    List<Member> members() throws IOException;

    /** Says that this node is gone. */
    void leave() throws IOException;

    /**
     * Calls {@code listener}, on some thread, when another member says something new or is found gone: others should look soon. A hint, it
     * may fail to come. To be called once.
     */
    void onChange(Runnable listener);

    @Override
    void close();
}
