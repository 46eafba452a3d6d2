package io.yizhan.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final Refusal FULL = new Refusal.RegionStopped("the journal is full");

    /** Slots of a venue whose definition was refused would break the region. */
    @Test
    void asksForNothingBehindWhatTheRegionDoesNotTake() {
        List<Command> offered = new ArrayList<>();
        Inbox fullForOneCommand = submission -> {
            offered.add(submission.command());
            if (offered.size() == 1) return FULL;
            submission.outcome = Outcome.Done.DONE;
            submission.mailbox.put(submission);
            return null;
        };

        assertThat(new Caller(fullForOneCommand)
                        .callAll(List.of(
                                new VenueCommand.DefineVenue(1, new VenueTerms(1, true, 1_000, 0)),
                                new VenueCommand.OpenSlots(
                                        1, new int[] {60}, new int[] {90}, new int[] {1}, new int[1], new boolean[1]))))
                .isEqualTo(FULL);
        assertThat(offered).hasSize(1);
    }
}
