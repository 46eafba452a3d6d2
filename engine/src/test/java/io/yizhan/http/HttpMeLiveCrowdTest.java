package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Command;
import io.yizhan.sequencer.Caller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many who listen on one event loop, and lose their places all at once. */
@Tag("slow")
@HearsErrors
final class HttpMeLiveCrowdTest extends MeListening {
    /** What an event loop asks the writer for at once (ARCHITECTURE.md, "What is promised"). */
    private static final int LOOKED_UP_MAX = 256;

    @Override
    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(options -> onOneLoop(adjust.apply(options)));
    }

    private static EdgeOptions onOneLoop(EdgeOptions options) {
        return new EdgeOptions(
                options.host(),
                options.port(),
                1,
                options.tokens(),
                options.memberLimit(),
                options.gateLimit(),
                options.limits(),
                options.clients(),
                options.cors(),
                options.tiles(),
                options.openData(),
                options.metrics());
    }

    /** How much the event loop asks for that was not told yet. */
    private final class UnderWay implements Runnable {
        private int asked;
        volatile int most;

        @Override
        public void run() {
            if (Vertx.currentContext() != null) most = Math.max(most, ++asked - told());
        }
    }

    private int told() {
        return (int) engine.meters.get("yizhan.http.live.member.told").counter().count();
    }

    /** Only for whom somebody listens anything is looked up, however many have lost their place; and of those not all at once. */
    @Test
    void aClosureOfThousandsIsToldToWhoeverListens() throws IOException {
        int all = 2_500;
        int listening = 900;
        long slot = new SlotIds(engine.directory).parse(GYM);
        new Caller(engine).call(new Command.ChangeCapacity(slot, all, "more"));
        for (int i = 0; i < all; i++) book("m-" + i, 1, slot);
        List<LiveReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < listening; i++)
                readers.add(new LiveReader(engine.port(), PATH, "Authorization: " + client.bearer("m-" + i) + "\r\n"));
            await().until(() -> readers.stream().allMatch(it -> it.text().contains("\nid: ")));
            UnderWay underWay = new UnderWay();
            engine.whileUnderWay = underWay;
            id(close("s-1-gym"));
            await().until(() -> readers.stream().allMatch(it -> events(it).size() == 1));
            assertThat(readers)
                    .allMatch(it -> events(it).getFirst().getString("by").equals("closure"));
            assertThat(told()).isEqualTo(listening);
            // The closure itself is asked for on the event loop, too.
            assertThat(underWay.most).isGreaterThan(LOOKED_UP_MAX / 2).isLessThanOrEqualTo(LOOKED_UP_MAX + 1);
        } finally {
            for (LiveReader reader : readers) reader.close();
        }
    }
}
