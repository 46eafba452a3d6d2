package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.notice.NoticeJson;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.notice.Notice;
import io.yizhan.notice.Notices;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the streams of members what they are told by their inbox: read from the rows, once a second for all who listen here, so that it costs one
 * question whatever happens, and none where nobody listens. On its event loop only.
 */
final class NoticeTeller {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeTeller.class);
    private static final long EVERY_NS = 1_000_000_000L;
    /** Of one member at once; there is a next time. */
    private static final int EACH_MAX = 16;

    private final RegionOnLoop region;
    private final Notices notices;
    private long askedNs;
    private boolean asking;

    NoticeTeller(RegionOnLoop region, Notices notices) {
        this.region = region;
        this.notices = notices;
    }

    /** From here on the member is told what comes: what there is by now, the inbox has. */
    void beginsNow(MemberStream stream) {
        String id = region.sources.region();
        String member = stream.member.subject();
        region.loop.vertx.executeBlocking(() -> notices.last(id, member), false).onComplete(answer -> {
            if (stream.gone) return;
            if (answer.succeeded()) stream.noticesFrom(answer.result());
            else LOG.debug("{}", answer.cause().getMessage());
        });
    }

    void tick(Collection<MemberStream> streams, long nowNs) {
        if (asking || nowNs - askedNs < EVERY_NS) return;
        Map<String, Long> since = new HashMap<>();
        for (MemberStream each : streams) {
            if (!each.knowsNotices()) beginsNow(each);
            else if (each.ready()) since.merge(each.member.subject(), each.notice(), Math::min);
        }
        askedNs = nowNs;
        if (since.isEmpty()) return;
        asking = true;
        String id = region.sources.region();
        List<MemberStream> asked = List.copyOf(streams);
        region.loop
                .vertx
                .executeBlocking(() -> notices.since(id, since, EACH_MAX), false)
                .onComplete(answer -> {
                    asking = false;
                    if (answer.succeeded()) tell(asked, answer.result());
                    // They stay where they are, and are asked for again.
                    else LOG.debug("{}", answer.cause().getMessage());
                });
    }

    private void tell(List<MemberStream> asked, Map<String, List<Notice>> found) {
        for (MemberStream stream : asked) {
            List<Notice> news = found.get(stream.member.subject());
            if (news == null || stream.gone || !stream.knowsNotices()) continue;
            for (Notice notice : news)
                if (notice.no() > stream.notice()) stream.tell(notice.no(), data(stream, notice));
        }
    }

    private Buffer data(MemberStream stream, Notice notice) {
        DirectoryIndex index = region.index(region.directory());
        JsonOut json = new JsonOut(region.times(index.directory.city().zone()), NoticeJson.BYTES);
        NoticeJson.write(json, notice, index, stream.language);
        return json.done();
    }
}
