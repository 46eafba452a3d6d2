package io.yizhan.sim;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Something that a client wants, and asks for again with the same words until it knows. */
final class Op {
    final int no;
    final Command command;
    /** For all that chance does to this request alone, so that leaving out another one changes nothing for it. */
    final SplittableRandom dice;

    final List<Attempt> attempts = new ArrayList<>();
    /** The first answer that says what became of it. */
    @Nullable
    Outcome answer;

    Op(int no, Command command, long seed) {
        this.no = no;
        this.command = command;
        dice = new SplittableRandom(seed);
    }

    /** What it wants to book or to enter for; null where it wants something else. */
    Command.@Nullable PlaceReservation booking() {
        return switch (command) {
            case Command.PlaceReservation it -> it;
            case Command.EnterDraw it -> it.booking();
            default -> null;
        };
    }

    /** One message on its way. Moments are those of the {@link History}. */
    static final class Attempt {
        final long sentAt;
        /** What the engine said, whether or not it was heard. */
        @Nullable
        Outcome said;
        /** When that was heard; {@link Long#MAX_VALUE} for never. */
        long heardAt = Long.MAX_VALUE;
        /** The process that has accepted it and owes an answer. */
        @Nullable
        Life accepted;
        /** Said by an owner that had been superseded, and did not know yet. */
        boolean outdated;

        Attempt(long sentAt) {
            this.sentAt = sentAt;
        }
    }
}
