package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;

/** Passes on to an observer, and keeps from the writer what that throws: no figure is worth a region. */
final class Shield implements Observer {
    private static final String WHAT = "the writer's observer failed";

    private final Observer observer;
    private final Mishaps mishaps;

    Shield(Observer observer, Mishaps mishaps) {
        this.observer = observer;
        this.mishaps = mishaps;
    }

    @Override
    public void answered(Command command, Outcome outcome, long tookNs) {
        try {
            observer.answered(command, outcome, tookNs);
        } catch (RuntimeException | Error defect) {
            mishaps.say(WHAT, defect);
        }
    }

    @Override
    public void refused(Command command, Outcome outcome) {
        try {
            observer.refused(command, outcome);
        } catch (RuntimeException | Error defect) {
            mishaps.say(WHAT, defect);
        }
    }

    @Override
    public void batch(int commands, int events, long tookNs, long syncNs) {
        try {
            observer.batch(commands, events, tookNs, syncNs);
        } catch (RuntimeException | Error defect) {
            mishaps.say(WHAT, defect);
        }
    }

    @Override
    public void stopped(String reason, Throwable cause) {
        try {
            observer.stopped(reason, cause);
        } catch (RuntimeException | Error defect) {
            mishaps.say(WHAT, defect);
        }
    }
}
