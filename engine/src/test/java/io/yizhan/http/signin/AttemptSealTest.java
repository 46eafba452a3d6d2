package io.yizhan.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AttemptSealTest {
    private static final long NOW_MS = 1_000_000;
    private final AttemptSeal seal = new AttemptSeal(new byte[32]);

    @Test
    void readsWhatItHasWrittenUntilItIsOver() {
        Attempt attempt = seal.begin("/desk?a=b", NOW_MS);
        String cookie = seal.cookie(attempt);
        assertThat(new AttemptSeal(new byte[32]).read(cookie, NOW_MS + 599_999)).isEqualTo(attempt);
        assertThat(seal.read(cookie, NOW_MS + 600_000)).isNull();
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(new AttemptSeal(other).read(cookie, NOW_MS)).isNull();
    }

    @Test
    void readsNothingThatItHasNotWritten() {
        String cookie = seal.cookie(seal.begin("/", NOW_MS));
        for (int i = 0; i < cookie.length(); i++) {
            char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
            // The last character of a digest has bits that mean nothing, and are looked at all the same.
            assertThat(seal.read(changed, NOW_MS)).as(changed).isNull();
            assertThat(seal.read(cookie.substring(0, i), NOW_MS)).isNull();
        }
        for (String nonsense : List.of("", ".", "...", "a.b.c.d", "a.1.!.d", "x".repeat(1_001), cookie + ".x"))
            assertThat(seal.read(nonsense, NOW_MS)).as(nonsense).isNull();
    }

    /** None of them tells another one, and the cookie tells none. */
    @Test
    void makesADifferentSecretForEachPurposeAndAttempt() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            Attempt attempt = seal.begin("/", NOW_MS);
            all.addAll(List.of(
                    attempt.id(),
                    seal.state(attempt),
                    seal.nonce(attempt),
                    seal.verifier(attempt),
                    seal.challenge(attempt)));
            assertThat(seal.cookie(attempt)).doesNotContain(seal.state(attempt), seal.verifier(attempt));
            // RFC 7636, section 4.1.
            assertThat(seal.verifier(attempt)).matches("[A-Za-z0-9._~-]{43,128}");
        }
        assertThat(all).hasSize(50);
    }
}
