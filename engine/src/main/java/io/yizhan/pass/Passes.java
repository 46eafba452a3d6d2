package io.yizhan.pass;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Gives out passes as compact JWS (RFC 7515) with EdDSA. One that was signed is kept for whoever asks again, since a signature costs more
 * than a booking does. Any thread.
 */
public final class Passes {
    private static final int KEPT_MAX = 20_000;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_BASE64_URL = Base64.getUrlDecoder();

    private static final String RESERVATION = "reservation";
    private static final String COMPANION = "companion";
    private static final String STATION = "station";
    private static final String OPENS = "nbf";
    private static final String ENDS = "exp";

    private final PassKey key;
    private final long leadS;
    private final InstantSource clock;
    private final String header;
    private final Cache<Pass, String> kept =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();
    /** What was shown and is good. Whatever is forged is looked at again: it must not drive out these. */
    private final Cache<String, Pass> verified =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

    /** @param leadS how long before the first slot a pass opens */
    public Passes(PassKey key, long leadS, InstantSource clock) {
        this.key = key;
        this.leadS = leadS;
        this.clock = clock;
        // The type keeps a pass from being taken for any other token (RFC 8725, 3.11).
        header = header("pass+jwt");
    }

    private String header(String type) {
        return base64(json(to -> {
            to.writeStringField("alg", "EdDSA");
            to.writeStringField("kid", key.id());
            to.writeStringField("typ", type);
        }));
    }

    /** Something else that a gate is to believe, as a compact JWS of a type of its own. Takes as long as {@link #signed}. */
    public String sealed(String type, byte[] json) {
        String content = header(type) + '.' + base64(json);
        return content + '.' + BASE64_URL.encodeToString(key.sign(content.getBytes(StandardCharsets.US_ASCII)));
    }

    /** From when a pass lets in. */
    public long opensAtMs(long startsAtMs) {
        return startsAtMs - leadS * 1_000;
    }

    public PassKey key() {
        return key;
    }

    /** The holder's pass for a reservation of slots from the first's start to the last's end. */
    public Pass pass(String reservationId, String stationId, long startsAtMs, long endsAtMs) {
        return pass(reservationId, 0, stationId, startsAtMs, endsAtMs);
    }

    /** The same of one who comes along. */
    public Pass pass(String reservationId, int companion, String stationId, long startsAtMs, long endsAtMs) {
        return new Pass(reservationId, companion, stationId, startsAtMs / 1_000 - leadS, endsAtMs / 1_000);
    }

    /** Null for one that was not signed lately. */
    public @Nullable String known(Pass pass) {
        return kept.getIfPresent(pass);
    }

    /** The token. Takes up to half a millisecond unless it is known, so not for event loops. */
    public String signed(Pass pass) {
        String known = kept.getIfPresent(pass);
        if (known != null) return known;
        String content = header + '.' + base64(claims(pass));
        String token = content + '.' + BASE64_URL.encodeToString(key.sign(content.getBytes(StandardCharsets.US_ASCII)));
        kept.put(pass, token);
        return token;
    }

    /**
     * What a token says that was given out here; null for any other, whatever it is. Whether it is too early or too late for it, nobody has
     * looked. Takes as long as {@link #signed}, so not for event loops.
     */
    public @Nullable Pass read(String token) {
        if (!hasForm(token)) return null;
        Pass known = verified.getIfPresent(token);
        if (known != null) return known;
        Pass pass = verify(token);
        if (pass != null) verified.put(token, pass);
        return pass;
    }

    /** The same where it was read lately; else null, of good ones too. */
    public @Nullable Pass known(String token) {
        return verified.getIfPresent(token);
    }

    /** Whether it begins as all that are given out here do: else {@link #read} knows at once that it is none. */
    public boolean hasForm(String token) {
        // All are of this one form: no header has a say in how it is checked (RFC 8725, 3.1).
        return token.startsWith(header) && token.lastIndexOf('.') > header.length();
    }

    private @Nullable Pass verify(String token) {
        int dot = token.lastIndexOf('.');
        try {
            byte[] content = token.substring(0, dot).getBytes(StandardCharsets.ISO_8859_1);
            if (!key.hasSigned(content, FROM_BASE64_URL.decode(token.substring(dot + 1)))) return null;
            return pass(FROM_BASE64_URL.decode(token.substring(header.length() + 1, dot)));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Of claims that were written here. */
    private static Pass pass(byte[] claims) {
        String reservation = "";
        int companion = 0;
        String station = "";
        long opensAtS = 0;
        long endsAtS = 0;
        try (JsonParser json = JSON.createParser(claims)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case RESERVATION -> reservation = json.getText();
                    case COMPANION -> companion = json.getIntValue();
                    case STATION -> station = json.getText();
                    case OPENS -> opensAtS = json.getLongValue();
                    case ENDS -> endsAtS = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a pass of ours makes no sense", e);
        }
        return new Pass(reservation, companion, station, opensAtS, endsAtS);
    }

    private byte[] claims(Pass pass) {
        return json(to -> {
            to.writeStringField(RESERVATION, pass.reservationId());
            if (pass.companion() != 0) to.writeNumberField(COMPANION, pass.companion());
            to.writeStringField(STATION, pass.stationId());
            to.writeNumberField(OPENS, pass.opensAtS());
            to.writeNumberField(ENDS, pass.endsAtS());
            to.writeNumberField("iat", clock.millis() / 1_000);
        });
    }

    private interface Fields {
        void write(JsonGenerator to) throws IOException;
    }

    private static byte[] json(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator to = JSON.createGenerator(bytes)) {
            to.writeStartObject();
            fields.write(to);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return BASE64_URL.encodeToString(bytes);
    }
}
