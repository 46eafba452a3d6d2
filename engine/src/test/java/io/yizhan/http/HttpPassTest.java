package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.RateLimit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passes as a phone gets them and as a gate checks them: with nothing of ours but the published key. */
@HearsErrors
class HttpPassTest {
    private static final long HOUR_MS = 3_600_000;
    private static final int WAITING_MAX = 512;

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
    }

    private String reserve(String body) {
        Answer placed = client.reserve("m-1", body);
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        assertThat(placed.json().containsKey("pass")).isFalse();
        return "/v1/reservations/" + placed.json().getString("id");
    }

    private JsonObject published() {
        return client.get("/v1/.well-known/jwks.json")
                .json()
                .getJsonArray("keys")
                .getJsonObject(0);
    }

    private boolean verified(String pass) throws GeneralSecurityException {
        return PublishedKey.hasSigned(client, pass);
    }

    private static JsonObject part(String pass, int i) {
        byte[] json = Base64.getUrlDecoder().decode(Objects.requireNonNull(pass.split("\\.", -1)[i]));
        return new JsonObject(new String(json, StandardCharsets.UTF_8));
    }

    @Test
    void givesAPassThatThePublishedKeyVerifies() throws GeneralSecurityException {
        // In no order: the pass opens before the earliest and ends with the latest.
        String path = reserve(slots("s-1-b1.20261121T1900", "s-1-b1.20261121T1700", "s-1-b1.20261121T1800"));
        String pass = client.getAs("m-1", path).json().getString("pass");

        assertThat(verified(pass)).isTrue();
        assertThat(part(pass, 0))
                .isEqualTo(new JsonObject()
                        .put("alg", "EdDSA")
                        .put("kid", published().getString("kid"))
                        .put("typ", "pass+jwt"));
        long nowS = HttpEngine.START_MS / 1_000;
        assertThat(part(pass, 1))
                .isEqualTo(new JsonObject()
                        .put("reservation", path.substring(path.lastIndexOf('/') + 1))
                        .put("station", "s-1")
                        .put("nbf", nowS + 7 * 3_600 - 900)
                        .put("exp", nowS + 10 * 3_600)
                        .put("iat", nowS));
        String forged = pass.substring(0, pass.lastIndexOf('.') + 1)
                + client.getAs("m-1", reserve(slots("s-1-b1.20261121T1500")))
                        .json()
                        .getString("pass")
                        .split("\\.", -1)[2];
        assertThat(verified(forged)).isFalse();
        engine.nowMs.addAndGet(1_000);
        assertThat(client.getAs("m-1", path).json().getString("pass")).isEqualTo(pass);
    }

    @Test
    void drawsThePassAsAQrCode() throws Exception {
        String path = reserve("{\"slots\":[\"s-1-b1.20261121T1800\"],\"party\":2}");
        Answer image = client.image("m-1", path + "/pass.png");

        assertThat(image.status()).isEqualTo(200);
        assertThat(image.header("content-type")).isEqualTo("image/png");
        assertThat(image.header("cache-control")).isEqualTo("private, no-store");
        String pass = client.getAs("m-1", path).json().getString("pass");
        assertThat(decoded(image)).isEqualTo(pass);
        assertThat(verified(pass)).isTrue();
        assertThat(client.as("m-1", "HEAD", path + "/pass.png").header("content-length"))
                .isEqualTo(Integer.toString(image.body().length()));
    }

    private static String decoded(Answer image) throws Exception {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(image.body().getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(read.getWidth()).isEqualTo(480);
        assertThat(read.getHeight()).isEqualTo(480);
        int[] pixels = read.getRGB(0, 0, 480, 480, null, 0, 480);
        assertThat(IntStream.of(pixels).distinct()).containsExactlyInAnyOrder(0xff00_0000, 0xffff_ffff);
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(480, 480, pixels)));
        // Looking for the code as in a photograph it takes one picture in fifty for none.
        return new QRCodeReader()
                .decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    @Test
    void givesNoPassForAnythingButAConfirmedReservationThatIsNotOver() {
        String held = reserve("{\"slots\":[\"s-1-b1.20261121T1800\"],\"mode\":\"hold\"}");
        refused(held, "HELD");
        assertThat(client.as("m-1", "POST", held + "/confirm").json().containsKey("pass"))
                .isFalse();
        assertThat(client.getAs("m-1", held).json().containsKey("pass")).isTrue();
        client.as("m-1", "DELETE", held);
        refused(held, "CANCELLED");

        String lapsed = reserve("{\"slots\":[\"s-1-b2.20261121T1800\"],\"mode\":\"hold\"}");
        engine.nowMs.addAndGet(180_000);
        refused(lapsed, "EXPIRED");

        String over = reserve(slots("s-1-gym.20261121T1200"));
        engine.nowMs.set(HttpEngine.START_MS + 3 * HOUR_MS - 1);
        assertThat(client.getAs("m-1", over).json().containsKey("pass")).isTrue();
        engine.nowMs.addAndGet(1);
        refused(over, "COMPLETED");
    }

    private void refused(String path, String state) {
        Answer reservation = client.getAs("m-1", path);
        assertThat(reservation.json().getString("state")).isEqualTo(state);
        assertThat(reservation.json().containsKey("pass")).isFalse();
        Answer image = client.getAs("m-1", path + "/pass.png");
        assertThat(image.status()).isEqualTo(409);
        assertThat(image.code()).isEqualTo("pass-unavailable");
        assertThat(image.json().getString("state")).isEqualTo(state);
        assertThat(image.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void keepsPassesFromOtherPeople() {
        String path = reserve(slots("s-1-b1.20261121T1800"));
        assertThat(client.image("m-1", path + "/pass.png").status()).isEqualTo(200);

        for (Answer answer : new Answer[] {
            client.getAs("m-2", path),
            client.getAs("m-2", path + "/pass.png"),
            client.getAs("m-1", "/v1/reservations/r-zzzzzzz/pass.png"),
            client.getAs("m-1", "/v1/reservations/nonsense/pass.png"),
            client.getAs("m-1", "/v1/reservations/%00/pass.png"),
            client.getAs("m-1", "/v1/reservations/" + "r".repeat(2_000) + "/pass.png")
        }) {
            assertThat(answer.status()).as(answer.path()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("reservation-unknown");
        }
        assertThat(client.get(path + "/pass.png").code()).isEqualTo("token-missing");
        assertThat(client.get(path + "/pass.png", "Authorization", "Bearer x").code())
                .isEqualTo("token-invalid");
        assertThat(client.send("POST", path + "/pass.png", "{}").header("allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
        assertThat(client.getAs("m-1", path + "/pass.jpg").code()).isEqualTo("not-found");
        engine.refusing.set(new Refusal.Overloaded(1_500));
        assertThat(client.getAs("m-1", path + "/pass.png").code()).isEqualTo("overloaded");
    }

    @Test
    void publishesTheKeyAndNothingElseOfIt() {
        Answer keys = client.get("/v1/.well-known/jwks.json");

        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.header("cache-control")).isEqualTo("no-cache");
        assertThat(keys.json().getJsonArray("keys").size()).isEqualTo(1);
        assertThat(published().fieldNames()).containsExactly("kty", "crv", "use", "alg", "kid", "x");
        Answer again = client.get("/v1/.well-known/jwks.json", "If-None-Match", keys.header("etag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(client.send("DELETE", "/v1/.well-known/jwks.json", "").status())
                .isEqualTo(405);
    }

    @Test
    void aPassIsNoTokenForTheApi() {
        String pass = client.getAs("m-1", reserve(slots("s-1-b1.20261121T1800")))
                .json()
                .getString("pass");
        for (String token : List.of(pass, pass.substring(0, pass.lastIndexOf('.') + 1))) {
            assertThat(client.get("/v1/me/reservations", "Authorization", "Bearer " + token)
                            .code())
                    .isEqualTo("token-invalid");
        }
    }

    /** One is being signed and does not end, so that all others wait, until there are too many. */
    @Test
    void refusesAPassWhereTooManyWait() throws Exception {
        try (HttpEngine narrow = new HttpEngine(HttpPassTest::oneLoopWithoutRates)) {
            HttpClient one = narrow.client;
            Answer placed = one.reserve("m-1", slots("s-1-b1.20261121T1800"));
            String path = "/v1/reservations/" + placed.json().getString("id");
            CountDownLatch signed = new CountDownLatch(1);
            narrow.whileSigning = () -> awaitUninterruptibly(signed);
            List<CompletableFuture<Answer>> all = new ArrayList<>();
            for (int i = 0; i <= WAITING_MAX; i++) all.add(one.laterAs("m-1", path));

            CompletableFuture<?> first = CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new));
            Answer refused = (Answer) first.get(20, TimeUnit.SECONDS);
            List<CompletableFuture<Answer>> waiting =
                    all.stream().filter(it -> !it.isDone()).toList();
            assertThat(waiting).hasSize(WAITING_MAX);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("overloaded");
            assertThat(refused.header("retry-after")).isEqualTo("1");

            signed.countDown();
            for (CompletableFuture<Answer> it : waiting)
                assertThat(it.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            // There is room again, for an image too, which is made aside each time.
            assertThat(one.image("m-1", path + "/pass.png").status()).isEqualTo(200);
        }
    }

    private static EdgeOptions oneLoopWithoutRates(EdgeOptions usual) {
        RateLimit none = new RateLimit(1_000_000, 1_000_000);
        return EdgeOptions.of(usual.host(), usual.port(), 1, usual.tokens()).withRates(none, none);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
