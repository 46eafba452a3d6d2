package io.yizhan.journal.stream;

import io.yizhan.journal.JournalUnusable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What kind of Redis a journal would be kept in.
 *
 * @param version as the server says
 * @param warnings what its settings put at risk, for the log
 */
public record RedisCheck(String version, List<String> warnings) {
    /**
     * Looks at a server before anything is entrusted to it.
     *
     * @throws JournalUnusable it would forget events, or is too old; says what to do
     * @throws IOException it can't be reached
     */
    public static RedisCheck of(RedisStreamOptions options) throws IOException {
        try (RedisConnection connection = new RedisConnection(options)) {
            Map<String, String> said = connection.call(RedisCheck::ask);
            return judge(said, options);
        }
    }

    private static Map<String, String> ask(Jedis jedis) {
        Map<String, String> said = new HashMap<>();
        for (String line : jedis.info().split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) said.put(line.substring(0, colon), line.substring(colon + 1));
        }
        try {
            said.putAll(jedis.configGet("appendfsync"));
        } catch (JedisDataException closed) {
            said.put("appendfsync", "");
        }
        return said;
    }

    /** @param said the lines of {@code INFO}, and {@code appendfsync}, empty where the server does not tell */
    static RedisCheck judge(Map<String, String> said, RedisStreamOptions options) throws JournalUnusable {
        String where = options.where();
        String version = said.getOrDefault("redis_version", "0");
        if (older(version, 6, 2))
            throw new JournalUnusable(where + " is version " + version + "; 6.2 or newer is needed");
        if (options.fsync() && older(version, 7, 2))
            throw new JournalUnusable(
                    where + " is version " + version + "; to wait for its append-only file, 7.2 or newer is needed");
        if ("cluster".equals(said.get("redis_mode")))
            throw new JournalUnusable(where + " is a Redis Cluster; one server, with replicas, is needed");
        String policy = said.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction"))
            throw new JournalUnusable(where + " forgets events where memory is short: its maxmemory-policy is " + policy
                    + ". Set it to noeviction (CONFIG SET maxmemory-policy noeviction, and in its configuration file)");
        boolean appends = "1".equals(said.get("aof_enabled"));
        if (options.fsync() && !appends)
            throw new JournalUnusable(
                    where + " keeps no append-only file that could be waited for. Set appendonly to yes");
        return new RedisCheck(version, warnings(where, appends, said.getOrDefault("appendfsync", ""), options.fsync()));
    }

    private static List<String> warnings(String where, boolean appends, String fsync, boolean waits) {
        if (!appends)
            return List.of(where + " keeps no append-only file: should it and the region's owner stop at the same time,"
                    + " bookings of the last moments that were answered are lost. Set appendonly to yes");
        if (fsync.equals("always")) return List.of();
        String how = where + (fsync.isEmpty() ? " does not say when it syncs" : " syncs by \"" + fsync + "\"")
                + " its append-only file: ";
        String risk = waits
                ? "an append that waits for it may take a second, and answers wait for the rows instead"
                : "should its machine and the region's owner stop at the same time, bookings of the last second or so"
                        + " that were answered are lost";
        return List.of(how + risk + ". Set appendfsync to always");
    }

    private static boolean older(String version, int major, int minor) {
        String[] parts = version.split("[^0-9]+", -1);
        int theMajor = number(parts, 0);
        return theMajor < major || (theMajor == major && number(parts, 1) < minor);
    }

    private static int number(String[] parts, int index) {
        return index >= parts.length || parts[index].isEmpty() ? 0 : Integer.parseInt(parts[index]);
    }
}
