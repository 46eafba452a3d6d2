package io.yizhan.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PurposeKeyTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] MESSAGE = "m".getBytes(StandardCharsets.US_ASCII);

    /** Else a seal of one kind might be shown as one of another. */
    @Test
    void signsOtherwiseForEachPurposeAndKey() {
        String signed = new PurposeKey(KEY, "one").sign(MESSAGE);

        assertThat(signed).matches("[A-Za-z0-9_-]{43}");
        assertThat(new PurposeKey(KEY.clone(), "one").sign(MESSAGE)).isEqualTo(signed);
        assertThat(new PurposeKey(KEY, "other").sign(MESSAGE)).isNotEqualTo(signed);
        byte[] other = KEY.clone();
        other[31]++;
        assertThat(new PurposeKey(other, "one").sign(MESSAGE)).isNotEqualTo(signed);
        assertThat(PurposeKey.same(signed, signed)).isTrue();
        assertThat(PurposeKey.same(signed.substring(1), signed)).isFalse();
    }
}
