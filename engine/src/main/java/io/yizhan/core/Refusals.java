package io.yizhan.core;

import java.util.function.IntFunction;

/** The refusals that a rush brings by the thousand, built once: saying no allocates nothing. */
final class Refusals {
    private final Refusal[] unknown = bySlot(Refusal.SlotUnknown::new);
    private final Refusal[] past = bySlot(Refusal.SlotPast::new);
    private final Refusal[] closed = bySlot(Refusal.SlotClosed::new);
    private final Refusal[][] full = new Refusal[Command.SLOTS_MAX][];

    Refusals() {
        for (int i = 0; i < full.length; i++) {
            int slotIndex = i;
            full[i] = new Refusal[Command.PARTY_MAX];
            for (int left = 0; left < full[i].length; left++) full[i][left] = new Refusal.SlotFull(slotIndex, left);
        }
    }

    private static Refusal[] bySlot(IntFunction<Refusal> make) {
        Refusal[] refusals = new Refusal[Command.SLOTS_MAX];
        for (int i = 0; i < refusals.length; i++) refusals[i] = make.apply(i);
        return refusals;
    }

    Refusal unknown(int slotIndex) {
        return unknown[slotIndex];
    }

    Refusal past(int slotIndex) {
        return past[slotIndex];
    }

    Refusal closed(int slotIndex) {
        return closed[slotIndex];
    }

    Refusal full(int slotIndex, int remaining) {
        return full[slotIndex][remaining];
    }
}
