package io.yizhan.http.exchange;

import io.netty.util.AsciiString;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.catalogue.Directory;
import io.yizhan.http.client.Client;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.head.Hops;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.loop.Connection;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.BookingError;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.region.DirectoryIndex;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer. On its event loop only. */
public final class Exchange {
    public static final CharSequence JSON = new AsciiString("application/json");
    static final CharSequence PROBLEM_JSON = new AsciiString("application/problem+json");

    private static final Buffer NO_BODY = Buffer.buffer();

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    public static final CharSequence NO_CACHE = new AsciiString("no-cache");

    private static final CharSequence NO_STORE = new AsciiString("no-store");
    private static final CharSequence NOSNIFF_NAME = new AsciiString("x-content-type-options");
    private static final CharSequence NOSNIFF = new AsciiString("nosniff");

    public final RegionOnLoop region;
    public final HttpServerRequest request;
    public final HttpServerResponse response;
    /** Who answers it, as far as that is known. */
    private HttpMetrics.OfRoute route;

    public final long startedNs = System.nanoTime();
    /** All of the request's body, once it was read. */
    @Nullable
    Buffer body;

    private @Nullable Directory directory;
    private @Nullable Language language;
    private boolean answered;
    private @Nullable Client charged;
    /** Whether the connection ends with this request. */
    private boolean closing;
    /** Whether it ends although the client may still be sending. */
    private boolean impatient;

    public Exchange(RegionOnLoop region, HttpServerRequest request, HttpMetrics.OfRoute route) {
        this.region = region;
        this.request = request;
        this.route = route;
        response = request.response();
    }

    public EventLoop loop() {
        return region.loop;
    }

    /** It is begun anew, by this route, and sees the present catalogue; what was read of it stays. */
    public void servedBy(HttpMetrics.OfRoute now) {
        route = now;
        directory = null;
        language = null;
    }

    /** All of the request's body; null where it was not read. */
    public @Nullable Buffer body() {
        return body;
    }

    /** Whatever the head says of a body, none is read. */
    public void leaveBody() {
        body = NO_BODY;
    }

    /** Whether a request changes nothing. */
    public static boolean isRead(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }

    /** The catalogue as it was when first asked for: one request sees one. */
    public Directory directory() {
        Directory known = directory;
        if (known == null) directory = known = region.directory();
        return known;
    }

    public DirectoryIndex index() {
        return region.index(directory());
    }

    public ZoneId zone() {
        return directory().city().zone();
    }

    public Language language() {
        Language known = language;
        if (known == null) {
            language = known = region.languages.of(
                    HeaderList.of(request, HttpHeaders.ACCEPT_LANGUAGE),
                    Language.ofTag(directory().city().language()));
        }
        return known;
    }

    public long nowMs() {
        return region.loop.nowMs();
    }

    public JsonOut json(int bytesExpected) {
        return new JsonOut(region.times(zone()), bytesExpected);
    }

    public Exchange header(CharSequence name, CharSequence value) {
        response.putHeader(name, value);
        return this;
    }

    /** An answer about one person: not to be kept by anything in between. */
    public void personal(int status, JsonOut body) {
        personal(status, JSON, body.done());
    }

    /** The same in another form. */
    public void personal(int status, CharSequence contentType, Buffer body) {
        header(HttpHeaders.CACHE_CONTROL, NO_STORE);
        send(status, contentType, body);
    }

    public void problem(Problem problem) {
        ProblemCode code = problem.code();
        if (ProblemCode.NOT_SERVED.contains(code)) tellNode(code);
        if (problem.retryAfterS() > 0) header(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterS()));
        header(HttpHeaders.CONTENT_LANGUAGE, language().tag);
        if (BookingError.isSpokenAt(request.path())) {
            BookingAnswer.problem(this, problem);
            return;
        }
        JsonOut json = json(384).object();
        write(problem, json);
        header(HttpHeaders.CACHE_CONTROL, NO_STORE);
        send(code.status, PROBLEM_JSON, json.end().done());
    }

    /** As fields of the object that is open, in the caller's language. */
    public void write(Problem problem, JsonOut json) {
        ProblemCode code = problem.code();
        json.field("type", code.type)
                .field("title", loop().shared.messages().title(language(), code))
                .field("status", code.status)
                .field("detail", detail(problem))
                .field("code", code.code);
        problem.fields().write(json);
    }

    /** Tells a node that sent the request that it may be asked again. */
    public void tellNode(ProblemCode code) {
        if (Hops.of(request) > 0) header(Hops.NOT_SERVED, code.code);
    }

    /** In the caller's language. */
    public String detail(Problem problem) {
        return loop().shared.messages().detail(language(), problem);
    }

    /** Answers with a problem and gives up the connection, since what else is on it can't be told apart. */
    public void problemAndClose(Problem problem) {
        closeAfterwards();
        problem(problem);
    }

    /** The same, without waiting for what the client still sends. */
    public void problemAndHangUp(Problem problem) {
        impatient = true;
        problemAndClose(problem);
    }

    public void send(int status, CharSequence contentType, Buffer body) {
        if (!begin(status)) return;
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).putHeader(NOSNIFF_NAME, NOSNIFF);
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            response.end();
            return;
        }
        if (charged != null) charged.charge(body.length());
        Connection connection = body.length() < LargeAnswer.BYTES_MIN ? null : connection();
        if (connection != null) LargeAnswer.send(this, connection, body);
        else response.end(body);
    }

    public void sendEmpty(int status) {
        if (begin(status)) response.end();
    }

    /** Null where it is closed. */
    public @Nullable Connection connection() {
        return loop().connections.of(request);
    }

    /** Gives up the connection, whatever its client has not taken or not sent. */
    public void cutOff() {
        Connection connection = connection();
        if (connection != null) connection.cutOff();
    }

    /** Whom the request comes from; null where the connection is closed. */
    @Nullable
    Client client() {
        Connection connection = connection();
        return connection == null ? null : connection.client();
    }

    /** What the answer costs is charged to the address that the request comes from, since nobody is known to ask. */
    void charge(@Nullable Client client) {
        charged = client;
    }

    /** Charges whoever is charged for the answer for so many bytes more, where its length does not tell what it has cost. */
    public void chargeBesides(int bytes) {
        if (charged != null) charged.charge(bytes);
    }

    /** Runs what may fail by a defect of ours: then there is an answer all the same, and one line in the log. */
    public <T> void guarded(Handler<T> step, T input) {
        try {
            step.handle(input);
        } catch (RuntimeException | AssertionError defect) {
            failed(defect);
        }
    }

    /** Goes on once the event loop has done what came before: for what takes long in one go. */
    public void later(Runnable step) {
        loop().context.runOnContext(turn -> guarded(Runnable::run, step));
    }

    public void failed(Throwable defect) {
        String requestId = Long.toHexString(startedNs ^ System.identityHashCode(this));
        LOG.error("request {} {} {} failed", requestId, request.method(), route.label, defect);
        if (!answered)
            problem(Problem.of(ProblemCode.INTERNAL_ERROR, json -> json.field("requestId", requestId), requestId));
    }

    /** Counts the answer; false where nobody is there to take it. */
    public boolean begin(int status) {
        if (answered) throw new IllegalStateException("answered twice: " + request.method() + " " + route.label);
        answered = true;
        if (response.ended() || response.closed()) {
            loop().shared.metrics().unanswered();
            return false;
        }
        route.answered(status, System.nanoTime() - startedNs);
        response.setStatusCode(status).putHeader(HttpHeaders.DATE, loop().date.at(nowMs()));
        loop().shared.cors().mark(request, response);
        boolean unread = body == null && BodyReader.isAnnounced(request) && !request.isEnded();
        closing |= unread && !BodyReader.isSoonOver(request);
        if (closing) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            Connection connection = connection();
            if (connection != null) connection.closing();
        }
        if (unread && !impatient && !BodyReader.waitsToBeAsked(request)) BodyReader.discard(this);
        else if (closing) hangUpAfterwards();
        return true;
    }

    /** Gives up the connection with the answer that follows. */
    public void closeAfterwards() {
        closing = true;
    }

    /** Nothing more comes of the request. */
    void read() {
        if (closing) hangUpAfterwards();
    }

    private void hangUpAfterwards() {
        if (response.ended()) hangUp();
        else response.endHandler(sent -> hangUp());
    }

    private void hangUp() {
        request.connection().close();
    }

    public boolean answered() {
        return answered;
    }
}
