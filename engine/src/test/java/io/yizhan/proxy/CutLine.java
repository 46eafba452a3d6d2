package io.yizhan.proxy;

import java.io.IOException;

/** One node's way to a server on this machine, which can be cut: connections end, and new ones are closed at once. */
public final class CutLine extends TcpLine {
    private boolean cut;

    public CutLine(int to) throws IOException {
        super(to);
    }

    public synchronized void cut() {
        cut = true;
        endAll();
    }

    /** New connections are led on again. */
    public synchronized void mend() {
        cut = false;
    }

    @Override
    protected synchronized boolean takes() {
        return !cut;
    }
}
