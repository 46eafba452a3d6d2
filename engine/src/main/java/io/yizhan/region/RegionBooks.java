package io.yizhan.region;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.journal.file.JournalDisk;
import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A region as its owner takes it up: the rows at the checkpoint, and the journal's events after it (ARCHITECTURE.md: "Take-over", without
 * Redis).
 *
 * @param epoch in whose name the owner writes
 * @param checkpoint what the rows had come to
 */
public record RegionBooks(Region region, FileJournal journal, long epoch, long checkpoint) {
    private static final Logger LOG = LoggerFactory.getLogger(RegionBooks.class);
    private static final long MIB = 1 << 20;

    /** What a folder without a journal means, beside rows that have events. */
    enum EmptyJournal {
        /** Something is lost, or elsewhere. */
        REFUSED,
        /** Something is lost, and the operator goes on without it. */
        LOSS_ACCEPTED,
        /** The rows hold everything. */
        IS_ALL_THERE_WAS
    }

    /**
     * Takes a region up for an engine that has it to itself, and says in the rows that its journal is in files.
     *
     * @param background where the journal prepares its next files
     * @throws StartFailed rows and journal don't belong together, or can't be read; says what to do
     */
    public static RegionBooks takeUp(Config config, Directory directory, PostgresUri database, Executor background)
            throws StartFailed {
        City city = directory.city();
        FileJournalOptions options = FileJournalOptions.of(city.id())
                .segmentBytes(Math.toIntExact(config.journalSegmentMb() * MIB))
                .bytesMax(config.journalMaxMb() * MIB);
        try {
            JournalHome home = new JournalHome(database, city.id());
            JournalHome.Home stands = home.home();
            if (!stands.mayGoOnIn(JournalHome.Kind.FILES))
                throw new StartFailed("the journal of " + city.id() + " is in the Redis of a cluster: it may hold what "
                        + database
                        + " does not.\nStop the cluster's engines, and run \"yizhan journal drain\" with "
                        + Setting.REDIS_URI.variable() + " set as theirs");
            RegionBooks books = takeUp(
                    new Region(rules(config, city)),
                    city.zone(),
                    new RegionStore(database, city.id()),
                    new FolderDisk(config.journalFolder(city.id())),
                    options,
                    stands.drained()
                            ? EmptyJournal.IS_ALL_THERE_WAS
                            : config.journalLossAccepted() ? EmptyJournal.LOSS_ACCEPTED : EmptyJournal.REFUSED,
                    background);
            try {
                home.moveTo(JournalHome.Kind.FILES, books.epoch(), null);
            } catch (SQLException failure) {
                books.journal().close();
                throw failure;
            }
            return books;
        } catch (SQLException failure) {
            throw new StartFailed("the books can't be read from " + database + ": " + failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new StartFailed("the journal can't be used: " + failure.getMessage(), failure);
        }
    }

    /** The same, wherever rows and journal are. */
    static RegionBooks takeUp(
            Region region,
            ZoneId zone,
            RegionRows rows,
            JournalDisk disk,
            FileJournalOptions options,
            EmptyJournal empty,
            Executor background)
            throws SQLException, IOException, StartFailed {
        long beganNs = System.nanoTime();
        // A start that is refused must leave the running owner alone: so all that can be wrong here is looked at before
        // the rows change hands.
        long known = rows.stand().seq();
        requireJournal(disk, known, empty);
        FileJournal journal = FileJournal.open(disk, options.startAfterSeq(known), background);
        try {
            requireGapless(journal, disk, known);
            RegionRows.Ownership ownership = rows.takeOver(zone);
            if (journal.lastSeq() < ownership.seq())
                throw new StartFailed("the database went on to event " + ownership.seq()
                        + " while this engine started, and the journal " + disk.path("") + " ends with "
                        + journal.lastSeq() + ": another engine writes to it. Stop that first");
            rows.load(region);
            OverbookedSlots.log(options.region(), region);
            return takeUp(region, journal, ownership, options.region(), beganNs);
        } catch (SQLException | IOException | StartFailed | RuntimeException failure) {
            journal.close();
            throw failure;
        }
    }

    private static RegionBooks takeUp(
            Region region, FileJournal journal, RegionRows.Ownership ownership, String name, long beganNs)
            throws IOException, StartFailed {
        long loadedNs = System.nanoTime();
        long replayed = replay(journal, ownership.seq(), region);
        LOG.info(
                "books of {}: {} reservations, {} slots; checkpoint {}, {} events replayed, epoch {}; rows {} ms, journal {} ms",
                name,
                region.reservationCount(),
                region.slotCount(),
                ownership.seq(),
                replayed,
                ownership.epoch(),
                TimeUnit.NANOSECONDS.toMillis(loadedNs - beganNs),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - loadedNs));
        return new RegionBooks(region, journal, ownership.epoch(), ownership.seq());
    }

    /** A city's rules, as its catalogue and the configuration have them. */
    public static Rules rules(Config config, City city) {
        for (String doubt : RetentionDoubts.of(city, config.retentionDays()))
            LOG.warn("{}: {} ({} is {})", city.id(), doubt, Setting.RETENTION_DAYS.variable(), config.retentionDays());
        Rules usual = Rules.DEFAULT;
        return new Rules(
                        usual.activeReservationsMax(),
                        city.holdsMax(),
                        usual.rememberedReservationsMax(),
                        usual.keyWindowMs(),
                        TimeUnit.DAYS.toMillis(config.retentionDays()),
                        usual.gateEventAgeMaxMs(),
                        city.strikes())
                .withActiveReservationsMax(city.activeReservationsMax())
                .withLongestStayMs(TimeUnit.MINUTES.toMillis(city.occupancy().longestStayMin()));
    }

    private static void requireJournal(JournalDisk disk, long checkpoint, EmptyJournal empty)
            throws IOException, StartFailed {
        boolean there = disk.list().stream().anyMatch(name -> name.endsWith(".journal"));
        if (there || checkpoint == 0 || empty == EmptyJournal.IS_ALL_THERE_WAS) return;
        if (empty == EmptyJournal.REFUSED)
            throw new StartFailed(
                    "the journal folder " + disk.path("") + " is empty, but the database has events up to " + checkpoint
                            + ".\nIf the journal is elsewhere, set " + Setting.DATA_DIR.variable()
                            + " to where it is. If it is lost, bookings that had not reached the database are lost with it: set "
                            + Setting.JOURNAL_LOSS_ACCEPTED.variable() + "=true to go on without them.");
        LOG.warn(
                "the journal folder {} is empty, and goes on behind event {} of the database: what was only in a journal is lost, as {} accepts. Unset it now",
                disk.path(""),
                checkpoint,
                Setting.JOURNAL_LOSS_ACCEPTED.variable());
    }

    private static void requireGapless(FileJournal journal, JournalDisk disk, long checkpoint) throws StartFailed {
        if (journal.firstSeq() > checkpoint + 1)
            throw new StartFailed("the journal in " + disk.path("") + " begins with event " + journal.firstSeq()
                    + ", but the database ends with " + checkpoint
                    + ": those in between are in neither.\nPut the journal's older files back, or set "
                    + Setting.POSTGRES_URI.variable() + " and " + Setting.DATA_DIR.variable()
                    + " to a database and a journal that belong together. If they are lost, move the folder away and set "
                    + Setting.JOURNAL_LOSS_ACCEPTED.variable() + "=true to go on with what the database has.");
    }

    private static long replay(Journal journal, long checkpoint, Region region) throws IOException, StartFailed {
        try (Journal.Reader reader = journal.read(checkpoint)) {
            long replayed = 0;
            int count;
            while ((count = reader.next((seq, event) -> region.apply(event))) > 0) replayed += count;
            return replayed;
        } catch (IllegalStateException broken) {
            throw new StartFailed(
                    "the journal contradicts the database somewhere behind event " + checkpoint + ": "
                            + broken.getMessage()
                            + ".\nOne of the two was changed by other hands, or they don't belong together; \"yizhan doctor\" says where. "
                            + "Put the right one back. If there is none, move the journal's folder away and set "
                            + Setting.JOURNAL_LOSS_ACCEPTED.variable() + "=true to go on with what the database has.",
                    broken);
        }
    }
}
