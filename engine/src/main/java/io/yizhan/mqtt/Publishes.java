package io.yizhan.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a gate has published and heard nothing about. All of it is under way at once, but acknowledged in the order in which it came, as MQTT
 * asks for [MQTT-4.6.0-2]; an acknowledgement is sent for what is durable, and for what would be refused again. What is refused for now is
 * tried again for as long as the connection lives. On the MQTT event loop only.
 */
final class Publishes {
    private static final Verdict.Refused NOT_OPEN = new Verdict.Refused(403, "topic-not-open", true);
    /** A gate that asks and can't hear the answer is set up wrongly. */
    private static final Verdict.Refused NOT_HEARD = new Verdict.Refused(403, "answers-not-subscribed", true);

    /** What a message of which only a part was good is told, and counted by. */
    private static final String IN_PART = "events-rejected";

    /** How often a message is tried again that waits for its gate: with pauses that double, some seconds. */
    private static final int STUCK_TRIES_MAX = 5;

    private final GateConnection connection;
    private final MqttLoop loop;
    /** Those whose sender waits for an acknowledgement, in order. */
    private final Deque<Message> unacknowledged = new ArrayDeque<>();
    /** All that are with the HTTP edge, or wait to be. */
    private final Set<Message> underWay = new HashSet<>();

    private final Promise<Void> finished = Promise.promise();
    private boolean finishing;
    private boolean closed;

    /** One message; equal to itself only. */
    private static final class Message {
        final int id;
        /** Null where its topic is not open to its sender. */
        final @Nullable Destination to;

        final Buffer body;
        /** Of an admission only. */
        final AdmissionAnswers.@Nullable Question question;

        final boolean acknowledged;
        /** While it waits to be tried again. */
        long timer = -1;
        /** How often it was refused for what its gate has to mend. */
        int stuck;

        @Nullable
        Verdict verdict;

        Message(MqttPublishMessage message, @Nullable Destination to) {
            id = message.messageId();
            this.to = to;
            question = to == null || to.kind() != Destination.Kind.ADMISSIONS
                    ? null
                    : AdmissionAnswers.Question.of(message);
            body = question == null ? message.payload() : question.body();
            acknowledged = message.qosLevel() == MqttQoS.AT_LEAST_ONCE;
        }

        /** For logs. */
        String device() {
            return to == null ? "" : to.device();
        }
    }

    Publishes(GateConnection connection) {
        this.connection = connection;
        loop = connection.loop;
    }

    void take(MqttPublishMessage published) {
        if (finishing) return;
        if (published.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            connection.end(MqttDisconnectReasonCode.QOS_NOT_SUPPORTED, "qos-not-supported");
        } else if (published.qosLevel() == MqttQoS.AT_LEAST_ONCE
                && unacknowledged.size() >= loop.options.limits().unacknowledgedMax()) {
            connection.end(MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED, "unacknowledged-too-many");
        } else {
            admit(published);
        }
    }

    private void admit(MqttPublishMessage published) {
        Destination to = Topics.published(published.topicName());
        if (to != null && !connection.principal.has(to.kind().role)) to = null;
        Message message = new Message(published, to);
        if (message.acknowledged) unacknowledged.add(message);
        if (to == null) {
            if (connection.isCheapPacketWelcome()) settle(message, NOT_OPEN);
        } else if (message.question != null && !isHeard(published, to)) {
            if (connection.isCheapPacketWelcome()) settle(message, NOT_HEARD);
        } else if (loop.bytesUnderWay + message.body.length()
                > loop.options.limits().bytesUnderWayMax()) {
            connection.end(MqttDisconnectReasonCode.QUOTA_EXCEEDED, "bytes-too-many");
        } else if (!message.acknowledged
                && underWay.size() >= 2 * loop.options.limits().unacknowledgedMax()) {
            // Nobody waits for it: so it may be lost, and nobody is told.
            loop.metrics.message("dropped");
        } else {
            underWay.add(message);
            loop.bytesUnderWay += message.body.length();
            send(message, to);
        }
    }

    private boolean isHeard(MqttPublishMessage published, Destination to) {
        return connection.answers.isSubscribed(to.device())
                && AdmissionAnswers.mayGoWhereWanted(published, to.device());
    }

    private void send(Message message, Destination to) {
        var sender = new OwnEdge.Sender(loop.places.regionOf(to), connection.token, connection.from);
        AdmissionAnswers.Question question = message.question;
        Future<Verdict> verdict = question == null
                ? loop.ownEdge.record(to, sender, message.body)
                : loop.ownEdge.ask(to, sender, message.body).map(answer -> {
                    connection.answers.tell(to.device(), question, answer.json());
                    return answer.verdict();
                });
        verdict.onSuccess(it -> {
            if (connection.isOpen())
                connection.later((Verdict now) -> answered(message, to, now)).handle(it);
            else forget(message);
        });
    }

    private void answered(Message message, Destination to, Verdict verdict) {
        switch (verdict) {
            case Verdict.Later later -> tryAgain(message, to, later.afterMs());
            case Verdict.Stuck stuck -> stuck(message, to, stuck);
            case Verdict.Durable durable -> settle(message, durable);
            case Verdict.Told told -> settle(message, told);
            case Verdict.Refused refused -> settle(message, refused);
        }
    }

    /** The connection ends in the end: a gate that waits for its messages could not send what would set them free. */
    private void stuck(Message message, Destination to, Verdict.Stuck stuck) {
        if (message.stuck == 0) {
            loop.metrics.message(stuck.code());
            loop.refusals.refused(connection.subject(), message.device(), stuck.code());
        }
        if (message.stuck < STUCK_TRIES_MAX) {
            tryAgain(message, to, (long) loop.options.limits().retryMsMin() << message.stuck++);
        } else if (message.acknowledged) {
            connection.end(MqttDisconnectReasonCode.QUOTA_EXCEEDED, stuck.code());
        } else {
            forget(message);
            finishIfDone();
        }
    }

    private void tryAgain(Message message, Destination to, long afterMs) {
        loop.metrics.retry();
        long pauseMs = Math.clamp(
                afterMs,
                loop.options.limits().retryMsMin(),
                loop.options.limits().retryMsMax());
        // Not all gates at the same moment.
        long spreadMs = ThreadLocalRandom.current().nextLong(pauseMs / 4 + 1);
        message.timer = loop.vertx.setTimer(pauseMs + spreadMs, connection.later(fired -> {
            message.timer = -1;
            send(message, to);
        }));
        finishIfDone();
    }

    /** It is known what becomes of it. */
    private void settle(Message message, Verdict verdict) {
        message.verdict = verdict;
        forget(message);
        switch (verdict) {
            case Verdict.Durable durable -> {
                loop.metrics.durable();
                if (durable.inPart()) loop.refusals.refused(connection.subject(), message.device(), IN_PART);
            }
            case Verdict.Told told -> loop.metrics.message(told.result());
            case Verdict.Refused refused -> {
                loop.metrics.message(refused.code());
                loop.refusals.refused(connection.subject(), message.device(), refused.code());
                if (!message.acknowledged && refused.isForbidden() && !connection.wishes.isV5()) end(refused);
            }
            case Verdict.Later later -> throw new IllegalStateException("not settled");
            case Verdict.Stuck stuck -> throw new IllegalStateException("not settled");
        }
        acknowledge();
        finishIfDone();
    }

    private void forget(Message message) {
        if (underWay.remove(message)) loop.bytesUnderWay -= message.body.length();
    }

    private void acknowledge() {
        for (Message next = unacknowledged.peek();
                next != null && next.verdict != null && connection.isOpen();
                next = unacknowledged.peek()) {
            unacknowledged.remove();
            if (next.verdict instanceof Verdict.Refused refused) refuse(next, refused);
            else if (next.verdict instanceof Verdict.Durable durable && durable.inPart() && connection.wishes.isV5())
                connection.refuse(next.id, MqttPubAckReasonCode.SUCCESS, IN_PART);
            else connection.acknowledge(next.id);
        }
    }

    /**
     * MQTT 3.1.1 can't say no. What will never be good is acknowledged, so that it isn't sent for ever; where it is not the message that is
     * wrong the connection ends, so that nothing is lost until an operator has mended it.
     */
    private void refuse(Message message, Verdict.Refused refused) {
        if (refused.status() == 401) {
            end(refused);
        } else if (connection.wishes.isV5()) {
            connection.refuse(message.id, reason(refused), refused.code());
        } else if (refused.isForbidden()) {
            end(refused);
        } else {
            connection.acknowledge(message.id);
        }
    }

    private void end(Verdict.Refused refused) {
        connection.end(MqttDisconnectReasonCode.NOT_AUTHORIZED, refused.code());
    }

    private static MqttPubAckReasonCode reason(Verdict.Refused refused) {
        return switch (refused.status()) {
            case 400, 413, 415 -> MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID;
            case 403 -> MqttPubAckReasonCode.NOT_AUTHORIZED;
            case 404 -> MqttPubAckReasonCode.TOPIC_NAME_INVALID;
            default -> MqttPubAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR;
        };
    }

    /** Takes nothing more. Completes when nothing is with the HTTP edge any more: what waits to be tried again is for the next connection. */
    Future<Void> finish() {
        finishing = true;
        finishIfDone();
        return finished.future();
    }

    private void finishIfDone() {
        if (finishing && underWay.stream().allMatch(message -> message.timer != -1)) finished.tryComplete();
    }

    void close() {
        if (closed) return;
        closed = true;
        unacknowledged.clear();
        for (Message message : Set.copyOf(underWay)) {
            // The others are forgotten when the HTTP edge has answered: until then they take their room.
            if (message.timer == -1) continue;
            loop.vertx.cancelTimer(message.timer);
            forget(message);
        }
        finished.tryComplete();
    }
}
