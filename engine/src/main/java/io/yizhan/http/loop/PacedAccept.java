package io.yizhan.http.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a new connection only while few wait to be set up. Taking one costs nothing, setting one up a tenth of a millisecond and more, on the
 * event loops that answer everybody: 14,000 at once were seconds in which nobody else was answered. Those who are not taken yet wait in the
 * kernel; not for long, since the loop that keeps them waiting may stand still, and the others do not. On the thread that takes them, but
 * where it says otherwise.
 */
final class PacedAccept extends ChannelInboundHandlerAdapter {
    /** Some milliseconds of work, that nobody notices who waits behind them. */
    static final int WAITING_MAX = 32;

    private static final int FEW = WAITING_MAX / 4;
    private static final int PAUSE_MAX_MS = 100;

    private final AtomicInteger waiting = new AtomicInteger();
    /** The end of a pause; null where there is none. */
    private @Nullable Future<?> latest;

    @Override
    public void channelRead(ChannelHandlerContext context, Object taken) {
        if (taken instanceof Channel connection) {
            waiting.incrementAndGet();
            AtomicBoolean isSetUp = new AtomicBoolean();
            Runnable done = () -> {
                if (isSetUp.compareAndSet(false, true)) isSetUp(context);
            };
            connection.pipeline().addFirst(new Once(done));
            // One that fails before.
            connection.closeFuture().addListener(closed -> done.run());
        }
        context.fireChannelRead(taken);
        if (waiting.get() >= WAITING_MAX && latest == null) pause(context);
    }

    private void pause(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(false);
        latest = context.executor().schedule(() -> goOn(context), PAUSE_MAX_MS, TimeUnit.MILLISECONDS);
        // All of them may have been set up since.
        goOnIfFew(context);
    }

    /** Any thread. */
    private void isSetUp(ChannelHandlerContext context) {
        if (waiting.decrementAndGet() == FEW) context.executor().execute(() -> goOnIfFew(context));
    }

    private void goOnIfFew(ChannelHandlerContext context) {
        if (waiting.get() <= FEW) goOn(context);
    }

    private void goOn(ChannelHandlerContext context) {
        Future<?> pause = latest;
        if (pause == null) return;
        pause.cancel(false);
        latest = null;
        context.channel().config().setAutoRead(true);
    }

    /** On the connection's own event loop. */
    private static final class Once extends ChannelInboundHandlerAdapter {
        private final Runnable done;

        Once(Runnable done) {
            this.done = done;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.fireChannelActive();
            // What its server does about it was put off, and comes first.
            context.executor().execute(done);
            context.pipeline().remove(this);
        }
    }
}
