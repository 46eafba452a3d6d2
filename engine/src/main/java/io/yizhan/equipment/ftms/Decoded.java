package io.yizhan.equipment.ftms;

/** What a frame is. */
public sealed interface Decoded {
    /**
     * A record, or a part of one.
     *
     * @param last whether nothing more of this record is to come
     */
    record Part(Characteristic of, Reading reading, boolean last) implements Decoded {}

    /** The machine's state has changed. */
    record Changed(StatusWord word) implements Decoded {}

    /** It is nothing that this machine may say. */
    record Refused(Fault fault) implements Decoded {}

    /** What is wrong with a frame. */
    enum Fault {
        /** There is not even a word, or not all of the flags. */
        TOO_SHORT,
        /** No known form of the record has this length with these flags. */
        LENGTH_UNFIT
    }
}
