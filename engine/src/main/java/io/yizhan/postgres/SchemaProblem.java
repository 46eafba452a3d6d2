package io.yizhan.postgres;

/** What keeps this program from using the tables of a database as they are. Versions are those of migrations, {@code db/migration}. */
public sealed interface SchemaProblem {
    /** There are none. */
    record Absent() implements SchemaProblem {}

    /** This program has migrations that they lack. */
    record Older(String version) implements SchemaProblem {}

    /** They have migrations that this program lacks. */
    record Newer(String version) implements SchemaProblem {}

    /** A migration broke off halfway. */
    record HalfMigrated(String version) implements SchemaProblem {}

    /** Other migrations made them. One that is released never changes, so none of those was. */
    record Unreleased() implements SchemaProblem {}

    default String text() {
        return switch (this) {
            case Absent() -> "there are no tables of Yizhan in it: no engine has started on it";
            case Older(String version) ->
                "its schema has version " + version
                        + ", older than this program's: look at it with the program that wrote it, or let the engine bring it up to date";
            case Newer(String version) ->
                "its schema has version " + version
                        + ", which this program does not know: use one at least as new as wrote it";
            case HalfMigrated(String version) -> "its migration to version " + version + " failed";
            case Unreleased() ->
                "its tables are from before the first release, and no program can bring them up to date";
        };
    }
}
