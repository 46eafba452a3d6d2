package io.yizhan.core.draw;

import io.yizhan.core.DrawResult;
import io.yizhan.core.Pseudonym;
import java.util.Arrays;

/**
 * Who has entered one draw, by number: 1 for the first. Numbers go up with the ids of the reservations. Arrays of primitives, since a hot slot has
 * thousands.
 */
final class Entries {
    private int count;
    private long[] reservations = new long[8];
    private long[] pseudonymsHi = new long[8];
    private long[] pseudonymsLo = new long[8];
    private byte[] weights = new byte[8];
    private byte[] results = new byte[8];
    /** By place in the order, from 0 on: a number, or 0 where that was not decided. */
    private int[] byRank = new int[0];

    private int[] ranks = new int[8];
    /** The chain: of each number 32 bytes. */
    private byte[] links = new byte[8 * Sha256.BYTES];

    int count() {
        return count;
    }

    /** @param former the link of the entry before it, or of the draw; returns its own */
    byte[] add(long reservationId, Pseudonym pseudonym, int weight, byte[] former) {
        if (count == reservations.length) {
            int size = count * 2;
            reservations = Arrays.copyOf(reservations, size);
            pseudonymsHi = Arrays.copyOf(pseudonymsHi, size);
            pseudonymsLo = Arrays.copyOf(pseudonymsLo, size);
            weights = Arrays.copyOf(weights, size);
            results = Arrays.copyOf(results, size);
            ranks = Arrays.copyOf(ranks, size);
            links = Arrays.copyOf(links, size * Sha256.BYTES);
        }
        reservations[count] = reservationId;
        pseudonymsHi[count] = pseudonym.hi();
        pseudonymsLo[count] = pseudonym.lo();
        weights[count++] = (byte) weight;
        byte[] link = DrawLines.link(former, line(count));
        System.arraycopy(link, 0, links, (count - 1) * Sha256.BYTES, Sha256.BYTES);
        return link;
    }

    void decide(int number, int rank, DrawResult result) {
        if (rank > byRank.length) byRank = Arrays.copyOf(byRank, Math.max(rank, Math.max(count, 8)));
        byRank[rank - 1] = number;
        ranks[number - 1] = rank;
        results[number - 1] = (byte) result.code();
    }

    /** Of the reservation; 0 where it has not entered here. */
    int numberOf(long reservationId) {
        int at = Arrays.binarySearch(reservations, 0, count, reservationId);
        return at < 0 ? 0 : at + 1;
    }

    /** Its link in the chain, in hex. */
    String link(int number) {
        return Sha256.hex(Arrays.copyOfRange(links, (number - 1) * Sha256.BYTES, number * Sha256.BYTES));
    }

    long reservation(int number) {
        return reservations[number - 1];
    }

    String pseudonym(int number) {
        return new Pseudonym(pseudonymsHi[number - 1], pseudonymsLo[number - 1]).hex();
    }

    int weight(int number) {
        return weights[number - 1];
    }

    /** 1 for the first in the drawn order; 0 where it was not decided. */
    int rank(int number) {
        return ranks[number - 1];
    }

    /** 0 where it was not decided. */
    int result(int number) {
        return results[number - 1];
    }

    /** The number in this place of the order; 0 where that was not decided. */
    int at(int rank) {
        return rank <= byRank.length ? byRank[rank - 1] : 0;
    }

    String line(int number) {
        return DrawLines.line(number, pseudonym(number), weight(number));
    }

    long stateHash() {
        long hash = count;
        for (int number = 1; number <= count; number++) {
            hash = hash * 31 + reservation(number);
            hash = hash * 31 + pseudonymsHi[number - 1];
            hash = hash * 31 + pseudonymsLo[number - 1];
            hash = hash * 31 + weight(number);
            hash = hash * 31 + rank(number);
            hash = hash * 31 + result(number);
        }
        return hash;
    }
}
