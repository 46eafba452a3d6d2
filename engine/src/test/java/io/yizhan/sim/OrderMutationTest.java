package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bugs of orders that are planted into the journal, and into what a start loads. */
class OrderMutationTest {
    /** By what they lead to: the books themselves are not looked at. */
    @Test
    void findsPlantedBugsByWhatTheyLeadTo() {
        var bugs = new PlantedBugs();
        plant(bugs, "forget orders", 1, OrderMutations.ForgetOrders::new);
        plant(bugs, "forget quotes", 1, OrderMutations.ForgetQuotes::new);
        plant(bugs, "forget that it was given up", 1, OrderMutations.ForgetThatItWasGivenUp::new);
        plant(bugs, "forget the digest", 1, OrderMutations.ForgetTheDigest::new);
        plant(bugs, "forget notices", 105, OrderMutations.ForgetNotices::new);
        plant(bugs, "tell nothing", 1, OrderMutations.TellNothing::new);
        plant(bugs, "book a part", 1, OrderMutations.BookAPart::new);
        plant(bugs, "tear an order", 42, OrderMutations.TearAnOrder::new);
        Map<String, String> found = bugs.found();

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.names());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }

    private static void plant(PlantedBugs bugs, String name, long seedFirst, Supplier<Mutation> bug) {
        Simulation simulation = Simulation.ofOneNode(() -> bug.get().judgedByWhatItLeadsTo());
        bugs.plant(name, seedFirst, seed -> simulation.run(seed, simulation.script(seed)));
    }
}
