package io.yizhan.sim;

import io.yizhan.core.SlotKey;
import io.yizhan.sequencer.Limits;
import java.util.SplittableRandom;

/** What people come for where a simulation takes place. */
enum Town {
    /** A little of everything. */
    USUAL(12, 8, 1) {
        @Override
        boolean draws(int venueNo, int startMin) {
            return (venueNo == House.DRAWN || venueNo == House.DRAWN_BY_OTHERS) && startMin / House.SLOT_MIN % 4 == 1;
        }

        @Override
        int someMinutes(SplittableRandom dice) {
            return 1 + dice.nextInt(dice.nextInt(3) == 0 ? 90 : 4);
        }

        @Override
        int aMomentMs(SplittableRandom dice) {
            return 1 + dice.nextInt(dice.nextInt(3) == 0 ? 20_000 : 300);
        }
    },
    /**
     * Nearly everything is drawn for, by so many that most have nothing else which could be in the way. What is owed after a draw is carried out
     * two entries at a time: so starts fall between any two.
     */
    OF_DRAWS(30, 2, 6) {
        @Override
        boolean draws(int venueNo, int startMin) {
            return venueNo != House.OF_ACTIVITIES;
        }

        // Seldom so many that a draw has closed and its slot has begun.
        @Override
        int someMinutes(SplittableRandom dice) {
            return 1 + dice.nextInt(dice.nextInt(2) == 0 ? 45 : 4);
        }

        @Override
        int aMomentMs(SplittableRandom dice) {
            return dice.nextInt(8) == 0 ? 60_000 * someMinutes(dice) : USUAL.aMomentMs(dice);
        }
    };

    private final int members;
    private final int batchMax;
    /** Of a writer, whenever it is its turn: where batches are small they are many. */
    final int batches;

    Town(int members, int batchMax, int batches) {
        this.members = members;
        this.batches = batches;
        this.batchMax = batchMax;
    }

    String member(SplittableRandom dice) {
        return "m" + dice.nextInt(members);
    }

    /** Of the writers in it. */
    Limits limits() {
        return new Limits(32, batchMax, 10_000, 1_000, 500);
    }

    /** Whether the slot of a venue that starts then is drawn for, as long as people can still enter when it is opened. */
    abstract boolean draws(int venueNo, int startMin);

    /** How many pass where nobody does anything. */
    abstract int someMinutes(SplittableRandom dice);

    /** How many milliseconds pass while everybody goes on with what they do. */
    abstract int aMomentMs(SplittableRandom dice);

    boolean draws(long slot) {
        return draws(SlotKey.venueNo(slot), SlotKey.startMin(slot));
    }
}
