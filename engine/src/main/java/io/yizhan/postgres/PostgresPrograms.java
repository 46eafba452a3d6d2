package io.yizhan.postgres;

import io.yizhan.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The programs of PostgreSQL in the jar: those for the machine that it was built on, and more of them where the build was told so. */
final class PostgresPrograms {
    private static final String X86_64 = "x86_64";
    private static final String ARM_64 = "arm_64";

    private PostgresPrograms() {}

    /** Why the embedded server can't run on this machine, and what to do; null where it can. */
    static @Nullable String missingHere() {
        return missing(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")),
                name -> PostgresPrograms.class.getResource("/" + name) != null);
    }

    /**
     * The same of any machine.
     *
     * @param alpine whether its C library is another than that of other Linux systems
     * @param isThere by the names that the library looks for
     */
    static @Nullable String missing(String system, String architecture, boolean alpine, Predicate<String> isThere) {
        String of = system.startsWith("Mac") ? "darwin" : system.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        String processor = processor(architecture);
        if (isThere.test(name(of, processor + (alpine ? "-alpine_linux" : "")))) return null;
        // They are for both processors.
        if (of.equals("darwin") && processor.equals(ARM_64) && isThere.test(name(of, X86_64))) return null;
        return "this jar has no PostgreSQL for " + system + (alpine ? " (Alpine)" : "") + " on " + architecture
                + ": set "
                + Setting.POSTGRES_URI.variable()
                + " to a server of your own, or build the jar on such a machine, or with"
                + " mvn -Pevery-platform";
    }

    private static String name(String system, String rest) {
        return "postgres-" + system + "-" + rest + ".txz";
    }

    /** As the library spells them. */
    private static String processor(String architecture) {
        return switch (architecture) {
            case "amd64", X86_64 -> X86_64;
            case "aarch64", "arm64" -> ARM_64;
            default -> architecture;
        };
    }
}
