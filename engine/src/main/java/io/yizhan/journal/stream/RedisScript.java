package io.yizhan.journal.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A script that returns a list of texts; sent by its hash, and as a whole only to a server that does not know it. Immutable. */
final class RedisScript {
    private final byte[] text;
    private final byte[] sha;

    RedisScript(String text) {
        this.text = text.getBytes(UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(this.text);
            sha = HexFormat.of().formatHex(digest).getBytes(UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    List<byte[]> run(Jedis jedis, List<byte[]> keys, List<byte[]> arguments) {
        Object said;
        try {
            said = jedis.evalsha(sha, keys, arguments);
        } catch (JedisNoScriptException unknown) {
            said = jedis.eval(text, keys, arguments);
        }
        List<byte[]> answers = new ArrayList<>();
        for (Object one : (List<?>) said) answers.add((byte[]) one);
        return answers;
    }
}
