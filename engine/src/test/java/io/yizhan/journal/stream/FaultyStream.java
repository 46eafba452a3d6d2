package io.yizhan.journal.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A way to a {@link MemoryStream} that fails when told to, and counts. One thread. */
public final class FaultyStream implements EventStream {
    private final EventStream stream;

    /** No call arrives. */
    boolean away;
    /** Each call arrives, and no answer comes back. */
    boolean losesAnswers;
    /** Nothing is begun anew, though all else works. */
    boolean failsRestarts;
    /** It is all there, in no copy. */
    boolean copyless;
    /** Just before an append arrives. */
    public volatile Runnable beforeAppend = () -> {};
    /** When it is closed. */
    public Runnable afterClose = () -> {};

    int appends;
    int restarts;

    public FaultyStream(EventStream stream) {
        this.stream = stream;
    }

    private void arrive() throws IOException {
        if (away) throw new IOException("away");
    }

    private <T> T answer(T answer) throws IOException {
        if (losesAnswers) throw new IOException("no answer");
        return answer;
    }

    @Override
    public Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq)
            throws IOException {
        beforeAppend.run();
        appends++;
        arrive();
        Appended appended = stream.append(epoch, formerSeq, lastSeq, frame, trimThroughSeq);
        if (copyless && appended == Appended.Done.DONE) return new Appended.TooFewCopies(0);
        return answer(appended);
    }

    @Override
    public Stand claim(long epoch) throws IOException {
        arrive();
        return answer(stream.claim(epoch));
    }

    @Override
    public long restart(long epoch, long seq) throws IOException {
        restarts++;
        if (failsRestarts) throw new IOException("no restart");
        arrive();
        return answer(stream.restart(epoch, seq));
    }

    @Override
    public Stand stand() throws IOException {
        arrive();
        return answer(stream.stand());
    }

    @Override
    public boolean moved() throws IOException {
        arrive();
        return answer(stream.moved());
    }

    @Override
    public List<Entry> read(long afterSeq, int max) throws IOException {
        arrive();
        return answer(stream.read(afterSeq, max));
    }

    @Override
    public boolean reachable() {
        return !away && !losesAnswers;
    }

    @Override
    public void close() {
        stream.close();
        afterClose.run();
    }
}
