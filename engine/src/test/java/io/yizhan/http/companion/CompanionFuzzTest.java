package io.yizhan.http.companion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.http.companion.InvitationTokens.Named;
import io.yizhan.http.json.JsonFault;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated bodies of invitations, and tokens: understood, or refused as the API says. */
@Tag("slow")
final class CompanionFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    @Test
    void understandsAnInvitationOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = Mutator.ofJson("{\"count\":1}", "{\"count\":19.0}", "{\"count\":1e1}");
        Fuzz.run("invitation", BYTES_MAX, random -> {
            Object read = InviteRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            assertThat(((InviteRequest) read).count()).isBetween(1, Command.PARTY_MAX - 1);
        });
    }

    /** Only what was given out is good, by one spelling: nobody makes another token of one that they have. */
    @Test
    void takesNoTokenButThoseThatWereGivenOut() throws Exception {
        InvitationTokens tokens = new InvitationTokens(new byte[32]);
        String[] given = {tokens.of("sh", 1, 1), tokens.of("sh", 1L << 40, 100)};
        byte[][] bytes = Arrays.stream(given).map(it -> it.getBytes(ISO_8859_1)).toArray(byte[][]::new);
        Mutator mutator = new Mutator(bytes);
        Fuzz.run("token", BYTES_MAX, random -> {
            String token = new String(mutator.next(random), ISO_8859_1);
            Named named = tokens.read("sh", token);
            assertThat(named != null).as(token).isEqualTo(Arrays.asList(given).contains(token));
        });
    }

    @Test
    void takesNoTokenOfAnotherCityOrKey() {
        InvitationTokens tokens = new InvitationTokens(new byte[32]);
        String token = tokens.of("sh", 7, 2);
        assertThat(token).hasSize(34);
        assertThat(tokens.read("sh", token)).isEqualTo(new Named(7, 2));
        assertThat(tokens.read("bj", token)).isNull();
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(new InvitationTokens(other).read("sh", token)).isNull();
        assertThat(tokens.of("sh", 7, 3).substring(12)).isNotEqualTo(token.substring(12));
    }
}
