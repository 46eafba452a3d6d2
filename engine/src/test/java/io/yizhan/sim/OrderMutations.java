package io.yizhan.sim;

import io.yizhan.core.Event;
import io.yizhan.core.OrderState;
import io.yizhan.core.StoredOrder;
import io.yizhan.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bugs of orders: of the writer, as they would stand in its journal, and of a start. */
final class OrderMutations {
    private OrderMutations() {}

    /** No order is known after a start: the same request books once more. */
    static final class ForgetOrders extends LoadMutation {
        @Override
        @Nullable
        StoredOrder loaded(StoredOrder it) {
            return it.state() == OrderState.BOOKED ? null : it;
        }
    }

    /** No quote is known after a start: what it holds is in its own way. */
    static final class ForgetQuotes extends LoadMutation {
        @Override
        @Nullable
        StoredOrder loaded(StoredOrder it) {
            return it.state() == OrderState.QUOTED ? null : it;
        }
    }

    /** What was given up stands after a start. */
    static final class ForgetThatItWasGivenUp extends LoadMutation {
        @Override
        StoredOrder loaded(StoredOrder it) {
            return it.state() != OrderState.ERASED
                    ? it
                    : new StoredOrder(
                            it.key(),
                            OrderState.BOOKED,
                            it.member(),
                            it.digestHi(),
                            it.digestLo(),
                            it.reservations(),
                            it.details(),
                            it.notice());
        }
    }

    /** What customers are to be told is lost with the process. */
    static final class ForgetNotices extends LoadMutation {
        @Override
        StoredOrder loaded(StoredOrder it) {
            return it.noticed("");
        }
    }

    /** Whatever a customer is to be told, it is taken back. */
    static final class TellNothing extends OfJournal {
        @Override
        Event written(Event event) {
            return event instanceof Event.OrderNoticed it ? new Event.OrderNoticed(it.atMs(), it.key(), "") : event;
        }
    }

    /** By which request it was booked is lost with the process: any other is taken for the same. */
    static final class ForgetTheDigest extends LoadMutation {
        @Override
        StoredOrder loaded(StoredOrder it) {
            return new StoredOrder(
                    it.key(), it.state(), it.member(), 0, 0, it.reservations(), it.details(), it.notice());
        }
    }

    /** The last item of an order that has several was refused, and the others were booked. */
    static final class BookAPart extends OfJournal {
        @Override
        Event written(Event event) {
            return event instanceof Event.OrderBooked it && it.reservations().length > 1
                    ? new Event.OrderBooked(
                            it.atMs(),
                            it.key(),
                            it.member(),
                            it.digestHi(),
                            it.digestLo(),
                            Arrays.copyOf(it.reservations(), it.reservations().length - 1),
                            it.details())
                    : event;
        }
    }

    /** An order is said in a batch of its own: a crash may leave its reservations, and no order. */
    static final class TearAnOrder extends Mutation {
        @Override
        Journal journal(Journal journal) {
            return new PassingJournal(journal) {
                @Override
                public void append(Event event, boolean continues) {
                    boolean order = event instanceof Event.OrderBooked;
                    try {
                        if (order) journal.sync();
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                    super.append(event, continues && !order);
                }
            };
        }
    }

    abstract static class OfJournal extends Mutation {
        @Override
        Journal journal(Journal journal) {
            return new PassingJournal(journal) {
                @Override
                public void append(Event event, boolean continues) {
                    super.append(written(event), continues);
                }
            };
        }

        abstract Event written(Event event);
    }
}
