package io.yizhan.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.catalogue.Dates;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TokenRefused;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated bodies, tokens, ids and queries: understood, or refused as the API says. */
@Tag("slow")
final class HttpFuzzTest {
    private static final int BYTES_MAX = 4 << 20;
    private static final String[] JSON = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "null",
        "true",
        "-",
        "0",
        "1e999999999",
        "1e-999999999",
        "9223372036854775808",
        "1.0",
        "0.1",
        "99999999999999999999999999999999",
        "\\u0000",
        "\\ud800",
        "\\",
        "\u00ff",
        "\u00c0\u0080",
        "\u00f0\u009f\u008f\u00b8",
        "\u0000",
        "[[[[[[[[[[[[",
        "{\"a\":{\"a\":",
        "\"slots\":",
        "\"events\":",
        "\"seq\":",
        "//",
        "\u00ef\u00bb\u00bf"
    };

    private static HttpEngine engine;
    private static RegionOnLoop region;

    @BeforeAll
    static void start() {
        engine = new HttpEngine();
        RegionSources sources =
                new RegionSources("town", () -> engine.directory, engine.feed, engine, () -> Whereabouts.Here.HERE);
        EventLoop loop = new EventLoop(
                engine.vertx,
                engine.vertx.getOrCreateContext(),
                new EventLoop.Shared(
                        () -> Instant.ofEpochMilli(engine.nowMs.get()),
                        new EventLoop.Limits(75, 10, 1, 15),
                        new Messages(),
                        new HttpMetrics(engine.meters),
                        authenticator()));
        region = new RegionOnLoop(loop, ServedRegion.of(sources));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Authenticator authenticator() {
        return new Authenticator(
                new DevTokens(engine.vertx, HttpEngine.SECRET),
                null,
                null,
                new RateLimit(10, 10),
                new RateLimit(10, 10),
                () -> Instant.ofEpochMilli(engine.nowMs.get()));
    }

    @Test
    void understandsABookingOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "{\"slots\":[\"s-1-b1.20261121T1800\"],\"party\":1,\"mode\":\"confirm\"}",
                        "{\"slots\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"],\"party\":2.0,\"mode\":\"hold\",\"onFull\":\"refuse\"}",
                        "{\"mode\":\"hold\",\"onFull\":\"waitlist\",\"party\":8,\"slots\":[\"\u4e0a\u6d77\"]}"),
                JSON);
        Fuzz.run("booking", BYTES_MAX, random -> {
            Object read = ReservationRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            ReservationRequest request = (ReservationRequest) read;
            assertThat(request.slots().length).isBetween(1, io.yizhan.core.Command.SLOTS_MAX);
            assertThat(request.party()).isBetween(1, io.yizhan.core.Command.PARTY_MAX);
        });
    }

    @Test
    void understandsGateEventsOrSaysWhatIsWrong() throws Exception {
        String one = "{\"seq\":1,\"at\":\"2026-11-21T18:00:00+08:00\",\"direction\":\"IN\",\"credential\":\"card-1\"}";
        String other =
                "{\"seq\":9223372036854775807,\"at\":\"2026-11-21T18:00:00.123Z\",\"direction\":\"OUT\",\"pass\":\"p\"}";
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "{\"boot\":\"b-1\",\"events\":[" + one + "]}",
                        "{\"boot\":\"b-1\",\"events\":[" + one + "],\"forget\":[[1,2],[7,9223372036854775807]]}",
                        "{\"boot\":\"b-1\",\"events\":[" + one + "," + other + "," + one + "]}",
                        "{\"events\":[" + (other + ",").repeat(40) + one + "],\"boot\":\"b\"}"),
                JSON);
        Fuzz.run("gates", BYTES_MAX, random -> {
            Object read = GateEventsRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            GateEventsRequest request = (GateEventsRequest) read;
            for (long seq : request.seqs()) assertThat(seq).isPositive();
            for (long seq : request.spoilt()) assertThat(seq).isPositive();
            for (int i = 0; i < request.forget().length; i += 2)
                assertThat(request.forget()[i]).isBetween(1L, request.forget()[i + 1]);
            assertThat(request.rejected()).hasSizeLessThanOrEqualTo(GateEventsRequest.REJECTED_MAX);
        });
    }

    @Test
    void acceptsATokenOrRefusesIt() throws Exception {
        Authenticator authenticator = authenticator();
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        String claims =
                "{\"sub\":\"m-1\",\"exp\":4102444800,\"roles\":[\"member\"],\"stations\":[\"s-1\"],\"employer\":\"e\"}";
        Mutator headers = new Mutator(Mutator.texts(header, "{\"alg\":\"none\",\"kid\":\"k\",\"crit\":[\"x\"]}"), JSON);
        Mutator payloads = new Mutator(
                Mutator.texts(
                        claims,
                        "{\"sub\":\"g\",\"exp\":1e300,\"nbf\":-1,\"iss\":{},\"aud\":[1,null],\"roles\":\"gate\"}"),
                JSON);
        Mutator tokens = new Mutator(
                new byte[][] {
                    signed(header.getBytes(UTF_8), claims.getBytes(UTF_8)).getBytes(ISO_8859_1)
                },
                ".",
                "..",
                "=",
                "-",
                "_",
                "+",
                "/",
                " ",
                "\u0000",
                "\u00ff",
                "eyJhbGciOiJub25lIn0");
        Fuzz.run("tokens", BYTES_MAX, random -> {
            String token = switch (random.nextInt(3)) {
                case 0 -> new String(tokens.next(random), ISO_8859_1);
                case 1 -> signed(header.getBytes(UTF_8), payloads.next(random));
                default -> signed(headers.next(random), payloads.next(random));
            };
            Future<Principal> verified = authenticator.verify(token);
            if (!verified.isComplete()) throw new AssertionError("not decided: " + token);
            if (verified.failed() && !(verified.cause() instanceof TokenRefused))
                throw new AssertionError(verified.cause());
        });
    }

    @Test
    void refusesASignedTokenWhoseExpiryIsNoNumber() throws Exception {
        byte[] header = "{\"alg\":\"HS256\"}".getBytes(UTF_8);
        for (String expiry : new String[] {"[]", "{}", "\"1\"", "true"}) {
            byte[] claims = ("{\"sub\":\"m\",\"exp\":" + expiry + "}").getBytes(UTF_8);
            Future<Principal> verified = authenticator().verify(signed(header, claims));
            assertThat(verified.failed()).as(expiry).isTrue();
            assertThat(verified.cause()).as(expiry).isInstanceOf(TokenRefused.class);
        }
    }

    @Test
    void refusesANumberWithAnExponentBeyondAnyNumber() {
        for (String number : new String[] {"1e99999999999999999", "-1.5e-99999999999999999", "1e2147483648"}) {
            byte[] body = ("{\"slots\":[\"a\"],\"party\":" + number + "}").getBytes(UTF_8);
            assertThat(ReservationRequest.parse(body)).as(number).isInstanceOf(JsonFault.class);
        }
    }

    /** With the right signature, so that what is behind it is reached. */
    private static String signed(byte[] header, byte[] claims) throws GeneralSecurityException {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String body = encoder.encodeToString(header) + "." + encoder.encodeToString(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HttpEngine.SECRET, "HmacSHA256"));
        return body + "." + encoder.encodeToString(mac.doFinal(body.getBytes(ISO_8859_1)));
    }

    @Test
    void knowsIdsAndTimesByTheirOneSpelling() throws Exception {
        SlotIds ids = new SlotIds(engine.directory);
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "s-1-b1.20261121T1800",
                        "s-1-b1.20261121T1800+0800",
                        "s-2-b1.20991231T2359",
                        "r-1zzzzzzzzzzzz",
                        "r-abc",
                        "2026-11-21T18:00:00+08:00",
                        "2026-11-21T18:00:00.123456789Z"),
                ".",
                "-",
                "T",
                "Z",
                "+",
                "0",
                "9",
                "\u00d9\u00a0",
                "\u0000",
                "s-1-b1.",
                "r-",
                "20261121T1800");
        Fuzz.run("ids", BYTES_MAX, random -> {
            String text = new String(mutator.next(random), random.nextBoolean() ? UTF_8 : ISO_8859_1);
            long key = ids.parse(text);
            if (key != SlotIds.UNKNOWN && !ids.format(key).equals(text)) throw new AssertionError("slot " + text);
            long id = ReservationIds.parse(text);
            if (id < 0
                    || (id != ReservationIds.NONE && !ReservationIds.format(id).equalsIgnoreCase(text)))
                throw new AssertionError("reservation " + text);
            LocalDate date = Dates.parse(text);
            if (date != null && !date.toString().equals(text)) throw new AssertionError("date " + text);
            try {
                int year = Instant.ofEpochMilli(Rfc3339.parse(text))
                        .atZone(HttpTown.ZONE)
                        .getYear();
                assertThat(year).isBetween(Dates.YEAR_MIN - 1, Dates.YEAR_MAX + 1);
            } catch (DateTimeException expected) {
                // Declared.
            }
        });
    }

    /** Whatever is read on has one host, and one thing that says where it ends. */
    @Test
    void readsOnOnlyWhatEndsWhereItSays() throws Exception {
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "POST /v1/reservations HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
                        "POST /a HTTP/1.1\r\nHost: [::1]:80\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        "GET / HTTP/1.0\r\nConnection: keep-alive, x\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nAccept: a,b\r\n\r\n"),
                "\r\n",
                "\n",
                "\r",
                ":",
                " ",
                "\t",
                ",",
                ";",
                "\"",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: identity\r\n",
                "Content-Length: 0\r\n",
                "Content-Length: 00000000000000000002\r\n",
                "Host: b\r\n",
                "gzip, ",
                "chunked",
                "HTTP/1.2",
                "\u0000",
                "\u000b",
                "\u00ff");
        Fuzz.run("framing", BYTES_MAX, random -> {
            EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(new HttpServerOptions()));
            channel.writeInbound(Unpooled.wrappedBuffer(mutator.next(random)));
            for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
                if (read instanceof HttpRequest request
                        && request.decoderResult().isSuccess()) endsWhereItSays(request);
                ReferenceCountUtil.release(read);
            }
            channel.finishAndReleaseAll();
        });
    }

    private static void endsWhereItSays(HttpRequest request) {
        HttpHeaders headers = request.headers();
        int lengths = headers.getAll("content-length").size();
        List<String> codings = headers.getAll("transfer-encoding");
        boolean old = request.protocolVersion().minorVersion() == 0;
        assertThat(headers.getAll("host").size()).isBetween(old ? 0 : 1, 1);
        assertThat(lengths + (codings.isEmpty() ? 0 : 1)).as("%s", request).isLessThan(2);
        if (!codings.isEmpty()) assertThat(String.join("", codings)).containsIgnoringCase("chunked");
    }

    @Test
    void understandsAListWhateverIsInIt() throws Exception {
        Mutator mutator = new Mutator(
                Mutator.texts("zh-CN,zh;q=0.9, en;q=0.8,*;q=0", "text/html;a=\"b,c\";Q=1.000, application/*;q=0.5"),
                ",",
                ";",
                "q=",
                "Q=0",
                "\"",
                "\\",
                "*",
                "/",
                "-",
                "=",
                "0.",
                "\u00ff");
        Fuzz.run("lists", BYTES_MAX, random -> {
            String text = new String(mutator.next(random), ISO_8859_1);
            for (String element : HeaderList.elements(text)) {
                assertThat(element).isNotEmpty();
                assertThat(HeaderList.weight(element)).isBetween(0.0, 1.0);
            }
            Language.negotiate(text, Language.ZH);
            assertThat(MediaTypes.accepted(text, "application/json", "text/html"))
                    .isBetween(-1, 1);
        });
    }

    @Test
    void understandsAQueryOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "bbox=121.1,31.1,121.9,31.4&kind=GYM&district=d&activity=taichi&q=%E5%A4%AA&crs=gcj02",
                        "date=2026-11-21&limit=20&from=2026-11-21T18:00:00+08:00&after=r-1&kind=OUTDOOR&venue=s-1-b1",
                        "q=&q=a&bbox=-180,-90,180,90&limit=000000001&crs=wgs84&from=2026-11-21T18%3A00%3A00Z"),
                "&",
                "=",
                "%",
                "%u0041",
                "%ff",
                "%00",
                "%",
                "+",
                ";",
                "NaN",
                "Infinity",
                "1e999",
                "0x1p3",
                "-0",
                ",",
                "\u0130",
                "&limit=",
                "&date=");
        Fuzz.run("queries", BYTES_MAX, random -> {
            String text = new String(mutator.next(random), ISO_8859_1).replaceAll("[\\x00-\\x20]", "_");
            Exchange exchange = new Exchange(region, request(text, random), Route.STATIONS);
            Query query = new Query(exchange);
            switch (random.nextInt(3)) {
                case 0 -> stations(query);
                case 1 -> {
                    query.date("date");
                    query.timeMs("from");
                }
                default -> {
                    int limit = query.integer("limit", 1, 100, 20);
                    if (limit < 1 || limit > 100) throw new AssertionError("limit " + limit);
                    query.word("kind", Station.Kind.class);
                }
            }
        });
    }

    private static void stations(Query query) {
        StationFilter filter = StationFilter.of(query);
        if (filter == null) return;
        for (Station station : engine.directory.stations()) filter.takes(station);
    }

    /** Its parameters are taken apart by what takes them apart in the server. */
    private static HttpServerRequest request(String query, SplittableRandom random) {
        HttpServerResponse response =
                proxy(HttpServerResponse.class, (self, method, arguments) -> switch (method.getName()) {
                    case "ended", "closed" -> random.nextInt(50) == 0;
                    case "end" -> Future.succeededFuture();
                    case "putHeader", "setStatusCode" -> self;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return proxy(HttpServerRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "response" -> response;
            case "method" -> HttpMethod.GET;
            case "getHeader" -> null;
            case "headers" -> MultiMap.caseInsensitiveMultiMap();
            case "params" -> {
                MultiMap params = MultiMap.caseInsensitiveMultiMap();
                new QueryStringDecoder("/v1/stations?" + query).parameters().forEach(params::add);
                yield params;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
