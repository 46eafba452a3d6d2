package io.yizhan.journal;

import java.io.IOException;

/** The journal can't be opened as it is, though nothing of it is damaged: in use, another region's, a newer format, or out of date. */
public final class JournalUnusable extends IOException {
    public JournalUnusable(String message) {
        super(message);
    }
}
