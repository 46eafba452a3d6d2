package io.yizhan.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members as entries in Redis that end with the lease. All of them are in one set, scored with the version at which each last changed, so
 * that who looks again is told only what is new: while nothing happens that is the version, whatever the number of members. Versions are
 * Redis's time in microseconds where that is more than the last one, so that they also rise where Redis was emptied.
 *
 * <p>Redis is not believed: each entry has its node's {@link MemberSeal}.
 */
final class RedisMembership implements Membership {
    private static final Logger LOG = LoggerFactory.getLogger(RedisMembership.class);

    private static final String TOPIC = "yizhan:members";
    private static final String ALL = "yizhan:{members}";
    private static final String VERSION = "yizhan:{members}:version";
    private static final String ENTRY = "yizhan:{members}:node:";

    private static final String CHANGED = """
            local function changed(sender)
              local time = redis.call('time')
              local version = math.max(time[1] * 1000000 + time[2], (redis.call('get', KEYS[2]) or 0) + 1)
              redis.call('set', KEYS[2], string.format('%.0f', version))
              redis.call('publish', 'yizhan:members', sender)
              return string.format('%.0f', version)
            end
            """;

    /** An entry is its process's incarnation, a line feed, and the member as JSON, sealed. */
    private static final String ANNOUNCE = CHANGED + """
            local former = redis.call('get', KEYS[3])
            if former and string.sub(former, 1, #ARGV[2] + 1) ~= ARGV[2] .. '\\n' then return 0 end
            if former == ARGV[3] and redis.call('zscore', KEYS[1], ARGV[1]) then
              redis.call('pexpire', KEYS[3], ARGV[4])
              return 1
            end
            redis.call('set', KEYS[3], ARGV[3], 'px', ARGV[4])
            redis.call('zadd', KEYS[1], changed(ARGV[2]), ARGV[1])
            return 1
            """;

    /** The version, and where it is not the one that is known: all ids, then ids and entries that have changed since. */
    private static final String MEMBERS = CHANGED + """
            local there = {}
            local gone = false
            for _, id in ipairs(redis.call('zrange', KEYS[1], 0, -1)) do
              if redis.call('exists', KEYS[3] .. id) == 1 then
                table.insert(there, id)
              else
                redis.call('zrem', KEYS[1], id)
                gone = true
              end
            end
            if gone then changed(ARGV[2]) end
            local version = redis.call('get', KEYS[2]) or '0'
            if version == ARGV[1] then return {version} end
            local since = tonumber(ARGV[1]) > tonumber(version) and '0' or ARGV[1]
            local news = {}
            for _, id in ipairs(redis.call('zrangebyscore', KEYS[1], '(' .. since, '+inf')) do
              table.insert(news, id)
              table.insert(news, redis.call('get', KEYS[3] .. id))
            end
            return {version, there, news}
            """;

    private static final String LEAVE = CHANGED + """
            local former = redis.call('get', KEYS[3])
            if former and string.sub(former, 1, #ARGV[2] + 1) == ARGV[2] .. '\\n' then
              redis.call('del', KEYS[3])
              redis.call('zrem', KEYS[1], ARGV[1])
              changed(ARGV[2])
            end
            return 1
            """;

    private final RedisCluster cluster;
    private final long lastsMs;
    private final MemberSeal seal;
    private final TreeMap<String, Known> known = new TreeMap<>();
    /** Nodes that are not believed, and were named for that. */
    private final Set<String> ignored = new HashSet<>();

    private final Semaphore changes = new Semaphore(0);
    private String version = "0";
    private volatile String incarnation = "";
    private @Nullable String id;
    private volatile boolean listening;

    private record Known(Member member, MemberSeal.Said said) {}

    RedisMembership(RedisCluster cluster, Duration lasts, MemberSeal seal) {
        this.cluster = cluster;
        this.seal = seal;
        lastsMs = lasts.toMillis();
    }

    @Override
    public void announce(Member self) throws IOException, NodeIdTaken {
        id = self.id();
        incarnation = self.incarnation();
        String entry = incarnation + "\n" + seal.seal(MemberText.write(self));
        Long ours = cluster.call(
                cluster.untilNs(),
                client -> client.getScript(StringCodec.INSTANCE)
                        .<Long>evalAsync(
                                RScript.Mode.READ_WRITE,
                                ANNOUNCE,
                                RScript.ReturnType.LONG,
                                List.of(ALL, VERSION, ENTRY + self.id()),
                                self.id(),
                                self.incarnation(),
                                entry,
                                Long.toString(lastsMs)));
        if (ours != null && ours == 0)
            throw new NodeIdTaken("another process announces itself as node " + self.id() + " at " + cluster);
    }

    @Override
    public List<Member> members() throws IOException {
        List<Object> answer = cluster.call(
                cluster.untilNs(),
                client -> client.getScript(StringCodec.INSTANCE)
                        .<List<Object>>evalAsync(
                                RScript.Mode.READ_WRITE,
                                MEMBERS,
                                RScript.ReturnType.LIST,
                                List.of(ALL, VERSION, ENTRY),
                                version,
                                incarnation));
        if (answer == null) throw new IOException(cluster + " does not say who is there");
        if (answer.size() > 1) learn((String) answer.get(0), (List<?>) answer.get(1), (List<?>) answer.get(2));
        return known.values().stream()
                .filter(it -> seal.isFresh(it.said))
                .map(Known::member)
                .toList();
    }

    private void learn(String now, List<?> there, List<?> news) {
        known.keySet().retainAll(there);
        ignored.retainAll(there);
        for (int at = 0; at + 1 < news.size(); at += 2) learn((String) news.get(at), (String) news.get(at + 1));
        version = now;
    }

    private void learn(String id, String entry) {
        try {
            MemberSeal.Said said = seal.open(entry.substring(entry.indexOf('\n') + 1));
            known.put(id, new Known(MemberText.read(id, said.text()), said));
            ignored.remove(id);
        } catch (MemberText.Malformed unreadable) {
            known.remove(id);
            if (ignored.add(id))
                LOG.warn("node {} is not believed what it says in Redis: {}", id, unreadable.getMessage());
        }
    }

    @Override
    public void leave() throws IOException {
        String leaving = id;
        if (leaving == null) return;
        cluster.call(
                cluster.untilNs(),
                client -> client.getScript(StringCodec.INSTANCE)
                        .<Long>evalAsync(
                                RScript.Mode.READ_WRITE,
                                LEAVE,
                                RScript.ReturnType.LONG,
                                List.of(ALL, VERSION, ENTRY + leaving),
                                leaving,
                                incarnation));
    }

    /** On a thread of its own, once for any number of changes that come while it runs; not for what this node says itself. */
    @Override
    public void onChange(Runnable listener) {
        if (listening) throw new IllegalStateException("there is a listener");
        listening = true;
        Thread.ofPlatform().name("members").daemon().start(() -> listen(listener));
        cluster.whenConnected(this::subscribe);
    }

    private void subscribe(RedissonClient client) {
        var unused = client.getTopic(TOPIC, StringCodec.INSTANCE)
                .addListenerAsync(String.class, (topic, sender) -> {
                    if (!sender.equals(incarnation)) changes.release();
                })
                .whenComplete((added, failed) -> {
                    if (failed != null) LOG.warn("changes of members are seen late: {}", failed.toString());
                });
    }

    private void listen(Runnable listener) {
        while (listening) {
            changes.acquireUninterruptibly();
            changes.drainPermits();
            if (listening) listener.run();
        }
    }

    /** Does not leave: who is only silent is gone when its time is over. */
    @Override
    public void close() {
        listening = false;
        changes.release();
    }
}
