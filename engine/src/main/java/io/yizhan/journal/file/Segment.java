package io.yizhan.journal.file;

/** One file of the journal. */
final class Segment {
    private static final String SUFFIX = ".journal";
    private static final int DIGITS = 20;

    final String name;
    final long firstSeq;
    final long sizeBytes;
    /** When its first event happened; 0 where that is not known. */
    final long firstAtMs;

    /** Behind its last durable frame. Moves before {@link FileJournal#durableSeq} does. */
    volatile long end;

    Segment(long firstSeq, long sizeBytes, long firstAtMs, long end) {
        this.name = nameOf(firstSeq);
        this.firstSeq = firstSeq;
        this.sizeBytes = sizeBytes;
        this.firstAtMs = firstAtMs;
        this.end = end;
    }

    static String nameOf(long firstSeq) {
        String digits = Long.toString(firstSeq);
        return "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
    }

    /** The number in a name; of {@link #isName} alone. More than any event has where it doesn't fit. */
    static long seqOf(String name) {
        try {
            return Long.parseLong(name, 0, DIGITS, 10);
        } catch (NumberFormatException tooLarge) {
            return Long.MAX_VALUE;
        }
    }

    static boolean isName(String name) {
        return name.endsWith(SUFFIX)
                && name.length() == DIGITS + SUFFIX.length()
                && name.chars().limit(DIGITS).allMatch(c -> c >= '0' && c <= '9');
    }
}
