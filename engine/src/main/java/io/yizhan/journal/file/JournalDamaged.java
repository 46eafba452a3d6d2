package io.yizhan.journal.file;

import java.io.IOException;

/** Durable bytes of the journal are not what was written. Nothing is repaired or passed over: a person must decide. */
public final class JournalDamaged extends IOException {
    private final String file;
    private final long offset;

    /** @param offset in bytes from the file's start */
    public JournalDamaged(String file, long offset, String why) {
        super(message(file, offset, why));
        this.file = file;
        this.offset = offset;
    }

    public JournalDamaged(String file, long offset, Throwable cause) {
        super(message(file, offset, String.valueOf(cause.getMessage())), cause);
        this.file = file;
        this.offset = offset;
    }

    private static String message(String file, long offset, String why) {
        return "the journal is damaged: " + file + ", offset " + offset + ": " + why
                + ". Copy the folder away, and restore the file from a copy or start from the database without this journal";
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
