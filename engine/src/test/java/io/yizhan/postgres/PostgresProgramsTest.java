package io.yizhan.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresProgramsTest {
    private static boolean missing(String system, String architecture, boolean alpine, String... there) {
        return PostgresPrograms.missing(system, architecture, alpine, List.of(there)::contains) != null;
    }

    @Test
    void areThereForTheMachineThatTestsRunOn() {
        assertThat(PostgresPrograms.missingHere()).isNull();
    }

    @Test
    void areLookedForByTheNamesThatTheyHave() {
        assertThat(missing("Linux", "amd64", false, "postgres-linux-x86_64.txz"))
                .isFalse();
        assertThat(missing("Linux", "aarch64", false, "postgres-linux-arm_64.txz"))
                .isFalse();
        assertThat(missing("Linux", "amd64", true, "postgres-linux-x86_64-alpine_linux.txz"))
                .isFalse();
        assertThat(missing("Mac OS X", "x86_64", false, "postgres-darwin-x86_64.txz"))
                .isFalse();
        assertThat(missing("Mac OS X", "aarch64", false, "postgres-darwin-arm_64.txz"))
                .isFalse();
        assertThat(missing("Mac OS X", "aarch64", false, "postgres-darwin-x86_64.txz"))
                .isFalse();
    }

    /** Those of other Linux systems would be unpacked on Alpine, and then not start. */
    @Test
    void areMissingWhereNoneFit() {
        assertThat(missing("Linux", "aarch64", false, "postgres-linux-x86_64.txz"))
                .isTrue();
        assertThat(missing("Linux", "riscv64", false, "postgres-linux-x86_64.txz"))
                .isTrue();
        assertThat(missing("Linux", "amd64", true, "postgres-linux-x86_64.txz")).isTrue();
        assertThat(missing("Mac OS X", "x86_64", false, "postgres-darwin-arm_64.txz"))
                .isTrue();
        assertThat(missing("Windows 11", "amd64", false, "postgres-linux-x86_64.txz"))
                .isTrue();
    }

    @Test
    void saysWhatToDoWithoutThem() {
        assertThat(PostgresPrograms.missing("Linux", "riscv64", false, name -> false))
                .isEqualTo(
                        "this jar has no PostgreSQL for Linux on riscv64: set YIZHAN_POSTGRES_URI to a server of your"
                                + " own, or build the jar on such a machine, or with mvn -Pevery-platform");
        assertThat(PostgresPrograms.missing("Linux", "amd64", true, name -> false))
                .contains("for Linux (Alpine) on amd64");
    }
}
