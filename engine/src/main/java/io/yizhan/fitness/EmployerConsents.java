package io.yizhan.fitness;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which members have agreed that what they do on machines counts for their employer, and what it comes to. An employer gets counts of
 * {@value FitnessRecords#PEOPLE_MIN} people or more and nothing else, of whole months, once nothing of them changes any more: see
 * {@link StationSums}, whose reasons hold here as well. What was counted stays counted, when a member takes the consent back or is
 * forgotten: an employer could else ask somebody to do so, and look before and after. Any thread; each call blocks.
 */
public interface EmployerConsents {
    /**
     * @param employer as the member's token named it then
     * @param givenAtMs only what ends later counts
     */
    record Consent(String employer, long givenAtMs) {}

    /**
     * What those who have agreed have done together.
     *
     * @param members how many different people, without those who are forgotten
     * @param distanceM by the machines that count it
     */
    record Sum(int members, long workouts, long activeS, long distanceM) {
        /** Whether it may be shown to the employer. */
        public boolean isOfEnough() {
            return members >= FitnessRecords.PEOPLE_MIN;
        }
    }

    /**
     * @return null for none
     * @throws IOException it can't be read for now
     */
    @Nullable
    Consent of(String region, String member) throws IOException;

    /**
     * In place of any former one; the same again changes nothing.
     *
     * @return the one that holds
     * @throws IOException it may or may not have been written
     */
    Consent give(String region, String member, Consent consent) throws IOException;

    /** @throws IOException it may or may not be taken back */
    void withdraw(String region, String member) throws IOException;

    /** @throws IOException it can't be counted for now */
    Sum sum(String region, String employer, long fromMs, long toMs) throws IOException;
}
