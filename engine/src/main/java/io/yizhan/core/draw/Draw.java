package io.yizhan.core.draw;

import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.SlotKey;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The draw for one slot, as far as it has come. Writer thread. */
public final class Draw {
    private final long slotKey;
    private DrawTerms terms;
    private final Map<DrawPart, String> parts = new EnumMap<>(DrawPart.class);
    private final Entries entries = new Entries();
    /** The last entry's link. */
    private byte[] chain;
    /** Numbers of entries that were taken back before the others were fixed. */
    private BitSet withdrawn = new BitSet();

    private String digest = "";
    private int lines;
    private boolean carriedOut;

    Draw(long slotKey, DrawTerms terms) {
        this.slotKey = slotKey;
        this.terms = terms;
        chain = DrawLines.chainOf(terms.drawId());
    }

    public long slotKey() {
        return slotKey;
    }

    public DrawTerms terms() {
        return terms;
    }

    Entries entries() {
        return entries;
    }

    /** "" where that was not said. */
    public String part(DrawPart part) {
        return parts.getOrDefault(part, "");
    }

    boolean has(DrawPart part) {
        return parts.containsKey(part);
    }

    void give(DrawPart part, String value) {
        parts.put(part, value);
    }

    /** A further window: who has entered stays, what was said of the former one is void. */
    void again(DrawTerms next) {
        terms = next;
        parts.clear();
        withdrawn = new BitSet();
        digest = "";
        lines = 0;
    }

    void enter(long reservationId, Pseudonym pseudonym, int weight) {
        chain = entries.add(reservationId, pseudonym, weight, chain);
    }

    void close(String fixed, int count, int[] takenBack) {
        digest = fixed;
        lines = count;
        for (int number : takenBack) withdrawn.set(number);
        if (count == 0) carriedOut = true;
    }

    void carriedOut() {
        carriedOut = true;
    }

    /** Whether the entries are fixed. */
    public boolean closed() {
        return !digest.isEmpty();
    }

    /** SHA-256 of the lines, in hex; "" before they are fixed. */
    String digest() {
        return digest;
    }

    /** How many lines there are, once they are fixed. */
    int lines() {
        return lines;
    }

    String chain() {
        return Sha256.hex(chain);
    }

    boolean withdrawn(int number) {
        return withdrawn.get(number);
    }

    int[] withdrawn() {
        int[] numbers = new int[withdrawn.cardinality()];
        for (int i = 0, number = 0; i < numbers.length; i++) numbers[i] = number = withdrawn.nextSetBit(number + 1);
        return numbers;
    }

    /** Whether all has become of it that was to: then its slot is like any other. */
    public boolean isCarriedOut() {
        return carriedOut;
    }

    /** Whether the order follows from what is known, and places are still to be given by it. */
    boolean owed() {
        return closed() && !carriedOut && revealed();
    }

    /** Whether nobody can come any more, and the order does not follow yet. */
    boolean waits() {
        return closed() && !carriedOut && !revealed();
    }

    /** Whether everything is known that the order follows from. */
    boolean revealed() {
        if (!has(DrawPart.FIRST_SECRET)) return false;
        if (has(DrawPart.SECOND_COMMITMENT) && !has(DrawPart.SECOND_SECRET)) return false;
        return !terms.hasSource() || has(DrawPart.EXTERNAL);
    }

    byte[] seed() {
        return DrawSeed.of(
                terms.drawId(),
                digest,
                part(DrawPart.FIRST_SECRET),
                part(DrawPart.SECOND_SECRET),
                part(DrawPart.EXTERNAL));
    }

    /** From when nobody enters any more, in milliseconds. */
    public long closesAtMs() {
        return terms.closesMin() * 60_000L;
    }

    int venueNo() {
        return SlotKey.venueNo(slotKey);
    }

    long stateHash() {
        long hash = Objects.hash(slotKey, terms, digest, lines, carriedOut, withdrawn);
        for (DrawPart part : DrawPart.values()) hash = hash * 31 + part(part).hashCode();
        return hash * 31 + entries.stateHash();
    }
}
