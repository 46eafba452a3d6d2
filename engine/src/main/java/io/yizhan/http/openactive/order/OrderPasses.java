package io.yizhan.http.openactive.order;

import io.yizhan.core.OrderView;
import io.yizhan.core.Reservation;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.reservation.MemberPasses;
import io.yizhan.http.reservation.PassRoutes;
import io.yizhan.pass.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The passes of orders' items, and their images: whoever has a pass can have it drawn, as its text says all that the image does. Of one event loop. */
public final class OrderPasses {
    private final MemberPasses passes;

    public OrderPasses(MemberPasses passes) {
        this.passes = passes;
    }

    /** Calls {@code then} with a pass for each item; null where there is none. Or answers itself. */
    void of(Exchange exchange, OrderView order, Consumer<@Nullable String[]> then) {
        List<@Nullable Reservation> reservations = new ArrayList<>();
        for (OrderView.Item item : order.items()) reservations.add(item.reservation());
        of(exchange, reservations, then);
    }

    /** The same of reservations, each of which may have left the books. */
    void of(Exchange exchange, List<? extends @Nullable Reservation> reservations, Consumer<@Nullable String[]> then) {
        List<@Nullable Pass> wanted = new ArrayList<>();
        for (Reservation each : reservations) wanted.add(each == null ? null : passes.of(exchange, each));
        passes.signed(exchange, wanted, then);
    }

    /** {@code GET /openactive/passes/{pass}}. */
    public void image(Exchange exchange, String token) {
        passes.read(exchange, token, pass -> {
            if (pass == null) exchange.problem(Problem.of(ProblemCode.NOT_FOUND));
            else PassRoutes.draw(exchange, passes, pass, "");
        });
    }
}
