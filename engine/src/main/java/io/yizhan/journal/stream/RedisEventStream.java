package io.yizhan.journal.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.KeyValue;

/**
 * A region's stream in Redis: a hash with the epoch and the end, and a Redis stream with an entry a batch, whose id is the number of the
 * batch's last event. Each call that changes something is one script, so that the epoch's check and the change are one step; the server
 * brings the script's changes to its replicas and its file as a whole, too.
 *
 * <p>Numbers are kept and compared as they are written, and by size only below 2^53, as Lua counts in doubles.
 */
public final class RedisEventStream implements EventStream {
    private static final byte[] FRAME = {'f'};

    private static final RedisScript APPEND = new RedisScript("""
            local s = redis.call('HMGET', KEYS[1], 'epoch', 'end')
            local epoch, last = s[1] or '0', s[2] or '0'
            if tonumber(epoch) > tonumber(ARGV[1]) then return {'superseded', epoch, last} end
            if epoch ~= ARGV[1] then return {'lost', epoch, last} end
            if last ~= ARGV[3] then
              if last ~= ARGV[2] then return {'lost', epoch, last} end
              redis.call('XADD', KEYS[2], ARGV[3] .. '-0', 'f', ARGV[5])
            end
            -- Where it is a repeat, too: WAIT promises something only of what its own connection has written.
            redis.call('HSET', KEYS[1], 'end', ARGV[3], 'server', ARGV[6])
            redis.call('XTRIM', KEYS[2], 'MINID', ARGV[4] .. '-1')
            return {'done', epoch, ARGV[3]}
            """);

    private static final RedisScript CLAIM = new RedisScript("""
            local s = redis.call('HMGET', KEYS[1], 'epoch', 'end')
            local epoch, last = s[1] or '0', s[2] or '0'
            if tonumber(ARGV[1]) > tonumber(epoch) then redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'end', last, 'server', ARGV[2]) end
            return {epoch, last}
            """);

    private static final RedisScript RESTART = new RedisScript("""
            local s = redis.call('HMGET', KEYS[1], 'epoch', 'end')
            local epoch, last = s[1] or '0', s[2] or '0'
            if tonumber(epoch) > tonumber(ARGV[1]) then return {epoch} end
            if epoch == ARGV[1] and tonumber(last) >= tonumber(ARGV[2]) then return {epoch} end
            redis.call('DEL', KEYS[2])
            redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'end', ARGV[2], 'server', ARGV[3])
            return {ARGV[1]}
            """);

    private final RedisStreamOptions options;
    private final RedisConnection connection;
    private final byte[] stateKey;
    private final byte[] streamKey;

    /** Tries to connect, for as long as the timeout, and goes on trying behind the scenes where that fails. */
    public RedisEventStream(RedisStreamOptions options) {
        this.options = options;
        stateKey = ascii("yizhan:{" + options.region() + "}:journal");
        streamKey = ascii("yizhan:{" + options.region() + "}:stream");
        connection = new RedisConnection(options);
    }

    @Override
    public Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq)
            throws IOException {
        byte[] bytes = bytes(frame);
        return connection.call(jedis -> {
            List<byte[]> said = run(
                    jedis,
                    APPEND,
                    number(epoch),
                    number(formerSeq),
                    number(lastSeq),
                    number(trimThroughSeq),
                    bytes,
                    server());
            String what = new String(said.get(0), US_ASCII);
            return switch (what) {
                case "done" -> options.copiesWanted() ? copies(jedis) : Appended.Done.DONE;
                case "superseded" -> new Appended.Superseded(number(said.get(1)));
                case "lost" -> new Appended.Lost(new Stand(number(said.get(1)), number(said.get(2))));
                default -> throw new IllegalStateException(what);
            };
        });
    }

    private static byte[] bytes(ByteBuffer frame) {
        if (frame.hasArray() && frame.arrayOffset() == 0 && frame.remaining() == frame.array().length)
            return frame.array();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(frame.position(), bytes);
        return bytes;
    }

    private Appended copies(Jedis jedis) {
        long replicas;
        boolean synced = true;
        if (options.fsync()) {
            KeyValue<Long, Long> reached = jedis.waitAOF(1, options.replicas(), options.copiesMs());
            synced = reached.getKey() >= 1;
            replicas = reached.getValue();
        } else {
            replicas = jedis.waitReplicas(options.replicas(), options.copiesMs());
        }
        return synced && replicas >= options.replicas()
                ? Appended.Done.DONE
                : new Appended.TooFewCopies((int) replicas + (options.fsync() && synced ? 1 : 0));
    }

    @Override
    public Stand claim(long epoch) throws IOException {
        return connection.call(jedis -> {
            List<byte[]> said = run(jedis, CLAIM, number(epoch), server());
            return new Stand(number(said.get(0)), number(said.get(1)));
        });
    }

    @Override
    public long restart(long epoch, long seq) throws IOException {
        return connection.call(jedis ->
                number(run(jedis, RESTART, number(epoch), number(seq), server()).get(0)));
    }

    private byte[] server() {
        return ascii(connection.server());
    }

    @Override
    public boolean moved() throws IOException {
        return connection.call(jedis -> {
            byte[] last = jedis.hget(stateKey, ascii("server"));
            return last != null && !Arrays.equals(last, server());
        });
    }

    private List<byte[]> run(Jedis jedis, RedisScript script, byte[]... arguments) {
        return script.run(jedis, List.of(stateKey, streamKey), Arrays.asList(arguments));
    }

    @Override
    public Stand stand() throws IOException {
        return connection.call(jedis -> {
            List<byte[]> state = jedis.hmget(stateKey, ascii("epoch"), ascii("end"));
            return state.get(0) == null ? Stand.NOTHING : new Stand(number(state.get(0)), number(state.get(1)));
        });
    }

    @Override
    public List<Entry> read(long afterSeq, int max) throws IOException {
        return connection.call(jedis -> {
            Object said = jedis.sendCommand(
                    Command.XRANGE, streamKey, ascii("(" + afterSeq + "-0"), ascii("+"), ascii("COUNT"), number(max));
            List<Entry> entries = new ArrayList<>();
            for (Object one : (List<?>) said) entries.add(entry((List<?>) one));
            return entries;
        });
    }

    private static Entry entry(List<?> idAndFields) {
        String id = new String((byte[]) idAndFields.get(0), US_ASCII);
        List<?> fields = (List<?>) idAndFields.get(1);
        if (!Arrays.equals((byte[]) fields.get(0), FRAME)) throw new IllegalStateException("entry " + id);
        return new Entry(Long.parseLong(id.substring(0, id.indexOf('-'))), ByteBuffer.wrap((byte[]) fields.get(1)));
    }

    private static byte[] number(long number) {
        return ascii(Long.toString(number));
    }

    private static long number(byte[] text) {
        return Long.parseLong(new String(text, US_ASCII));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @Override
    public boolean reachable() {
        return connection.alive();
    }

    @Override
    public void close() {
        connection.close();
    }
}
