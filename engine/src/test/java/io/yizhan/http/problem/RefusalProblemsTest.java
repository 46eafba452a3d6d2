package io.yizhan.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.core.Command;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.Feed;
import io.yizhan.http.HttpContract;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.town.HttpTown;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal of the core as a problem, those among them that no test over HTTP gets to. */
final class RefusalProblemsTest {
    private static final DirectoryIndex TOWN = new DirectoryIndex(HttpTown.directory());
    private static final long SLOT =
            SlotKey.of(TOWN.directory.venueNo("s-1-gym"), (int) (HttpEngine.START_MS / 60_000));

    static List<Class<?>> refusals() {
        return List.of(Refusal.class.getPermittedSubclasses());
    }

    /** Of any such refusal, all numbers 0. */
    private static Refusal refusal(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(it -> it.getName().equals("slotKey") ? (Object) SLOT : value(it.getType()))
                .toArray();
        return (Refusal) type.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object value(Class<?> type) {
        if (type == int.class) return 0;
        if (type == long.class) return 0L;
        if (type == boolean.class) return false;
        if (type == String.class) return "x";
        if (type == List.class) return List.of();
        if (type == long[].class) return new long[0];
        return type.getEnumConstants()[0];
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void hasTheFieldsThatTheContractDescribesAndATextInBothLanguages(Class<?> type)
            throws ReflectiveOperationException {
        Command command = new Command.ChangeCapacity(SLOT, 1, "x");
        Problem problem = RefusalProblems.of(command, refusal(type), TOWN, new Feed(), HttpEngine.START_MS);
        JsonOut json = new JsonOut(new TimeTexts(HttpTown.ZONE), 512).object();
        problem.fields().write(json);
        assertThat(HttpContract.properties("Problem").fieldNames())
                .containsAll(new JsonObject(json.end().done()).fieldNames());
        Messages messages = new Messages();
        for (Language language : Language.values())
            assertThat(messages.detail(language, problem)).isNotBlank();
    }
}
