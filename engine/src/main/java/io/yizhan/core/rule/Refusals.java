package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import java.util.function.IntFunction;

/** Refusals that a rush brings by the thousand are built once: saying no makes no garbage. */
final class Refusals {
    private Refusals() {}

    /** One for each slot that a command may have. */
    static Refusal[] bySlot(IntFunction<Refusal> make) {
        Refusal[] refusals = new Refusal[BookingRequest.SLOTS_MAX];
        for (int i = 0; i < refusals.length; i++) refusals[i] = make.apply(i);
        return refusals;
    }
}
