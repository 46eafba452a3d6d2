package io.yizhan.catalogue.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Editions.Added;
import io.yizhan.catalogue.edition.Editions.Kept;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.DrillTown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all {@link Editions} must do. */
public abstract class EditionsContract {
    protected static final City FIRST = DrillTown.city(1);

    private static final City SECOND = DrillTown.city(2);
    private static final City THIRD = CityBuilder.like(SECOND).holdsMax(2).build();
    private static final Author ANNA = new Author("anna", "a new court");
    private static final Author BERTA = new Author("berta", "新规定");

    private Place place;
    private Editions editions;

    /** A place with {@link #FIRST} as the first edition, which its owner follows. */
    protected interface Place {
        /** Of its owner. */
        Editions editions() throws Exception;

        /** Somebody else becomes the owner. */
        void passOn() throws Exception;

        /** Somebody imports it, whoever is the owner. */
        void store(City city, byte[] document) throws Exception;
    }

    protected abstract Place place() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        place = place();
        editions = place.editions();
    }

    private static Proposal proposal(City city) {
        return new Proposal(city, CatalogueFile.write(city), tag -> true);
    }

    @Test
    void addsWhatFollowsTheLatest() throws Exception {
        Kept kept = editions.add(proposal(SECOND), ANNA, 1);
        assertThat(kept).isInstanceOfSatisfying(Kept.Done.class, done -> {
            Edition edition = done.edition();
            assertThat(edition.version()).isEqualTo(2);
            assertThat(edition.document()).isEqualTo(CatalogueFile.write(SECOND));
            assertThat(edition.directory().city()).isEqualTo(SECOND);
            assertThat(edition.directory().venueNo("d-1-b1"))
                    .as("who was there keeps its number")
                    .isLessThan(edition.directory().venueNo("d-2-b1"))
                    .isPositive();
        });
        assertThat(editions.add(proposal(THIRD), BERTA, 2))
                .isInstanceOfSatisfying(
                        Kept.Done.class,
                        done -> assertThat(done.edition().version()).isEqualTo(3));
    }

    @Test
    void refusesWhatWasMadeForAnEarlierOne() throws Exception {
        place.store(SECOND, CatalogueFile.write(SECOND));
        assertThat(editions.add(proposal(THIRD), ANNA, 1)).isInstanceOfSatisfying(Kept.Outdated.class, outdated -> {
            assertThat(outdated.latest().version()).isEqualTo(2);
            assertThat(outdated.latest().document()).isEqualTo(CatalogueFile.write(SECOND));
        });
        assertThat(editions.added(0, 9)).isEmpty();
    }

    @Test
    void refusesAFormerOwner() throws Exception {
        place.passOn();
        assertThat(editions.add(proposal(SECOND), ANNA, 1)).isEqualTo(Kept.NotOwner.NOT_OWNER);
        assertThat(editions.added(0, 9)).isEmpty();
        place.store(SECOND, CatalogueFile.write(SECOND));
        assertThat(editions.add(proposal(THIRD), ANNA, 1))
                .as("who is told of a later one may as well know")
                .isInstanceOf(Kept.Outdated.class);
    }

    @Test
    void addsNothingWhereItIsTheSame() throws Exception {
        assertThat(editions.add(proposal(FIRST), ANNA, 1))
                .isInstanceOfSatisfying(
                        Kept.Done.class,
                        done -> assertThat(done.edition().version()).isEqualTo(1));
        assertThat(editions.added(0, 9)).isEmpty();
    }

    /** In the place of whichever was there, an import too. */
    @Test
    void tellsWhoHasAddedWhichInOrder() throws Exception {
        editions.add(proposal(SECOND), ANNA, 1);
        place.store(THIRD, CatalogueFile.write(THIRD));
        editions.add(proposal(SECOND), BERTA, 3);
        editions.add(proposal(FIRST), ANNA, 4);
        Added second = new Added(1, 2, ANNA);
        Added fourth = new Added(3, 4, BERTA);
        Added fifth = new Added(4, 5, ANNA);
        assertThat(editions.added(0, 5)).containsExactly(second, fourth, fifth);
        assertThat(editions.added(2, 4)).containsExactly(fourth);
        assertThat(editions.added(5, 9)).isEmpty();
    }
}
