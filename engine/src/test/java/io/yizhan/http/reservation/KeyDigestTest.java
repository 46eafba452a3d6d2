package io.yizhan.http.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyDigestTest {
    private final KeyDigest digest = new KeyDigest();

    private String single(String member, String key) {
        digest.of(member, key);
        return digest.hi() + " " + digest.lo();
    }

    private String week(String member, String key, int week) {
        digest.ofWeek(member, key, week);
        return digest.hi() + " " + digest.lo();
    }

    /** Books keep it for a day, and engines of two versions may answer one retry. */
    @Test
    void ofASingleReservationIsWhatItAlwaysWas() throws NoSuchAlgorithmException {
        byte[] text = "\0\0\0\3m-1key".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
        assertThat(single("m-1", "key")).isEqualTo(hash.getLong() + " " + hash.getLong());
    }

    @Test
    void isAnotherForEachWeekMemberAndKeyAndForASingleReservation() {
        Set<String> all = new HashSet<>();
        int count = 0;
        for (String member : new String[] {"m-1", "m-2", "m"}) {
            for (String key : new String[] {"k", "k0", "-1k"}) {
                all.add(single(member, key));
                for (int week = 0; week < SeriesRequest.WEEKS_MAX; week++) all.add(week(member, key, week));
                count += 1 + SeriesRequest.WEEKS_MAX;
            }
        }
        assertThat(all).hasSize(count);
        assertThat(week("m-1", "k", 3)).isEqualTo(week("m-1", "k", 3));
    }
}
