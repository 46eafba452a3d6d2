package io.yizhan.sequencer;

/** Where answers go: one per event loop, or per caller in the process. The writer calls both methods; neither may block. */
public interface Mailbox {
    /** Takes a decided submission. */
    void put(Submission submission);

    /** The batch is complete: {@link Submission#answer} those put, on the thread that this mailbox stands for. */
    void flush();
}
