package io.yizhan.http.desk;

import io.yizhan.catalogue.Text;
import java.util.Locale;

/** What a person is to look after now, and how it is said. */
public enum AlarmCode {
    REGION_UNOWNED(
            Level.CRITICAL,
            "没有节点负责本市：暂时不能预约，只能查看。请检查各节点和 Redis。",
            "No node owns this city: nothing can be booked, only looked at. Look at the nodes and at Redis."),
    JOURNAL_FAILED(
            Level.CRITICAL,
            "日志写入失败，本市已停止受理。请检查磁盘后重启节点。",
            "The journal failed, and the city takes no more requests. Look at the disk, then start the node again."),
    JOURNAL_FULL(
            Level.CRITICAL,
            "日志已满，因为数据库没有跟上：暂停受理预约和闸机事件。请恢复数据库。",
            "The journal is full since the database has not followed: no bookings and no gate events. Bring the database back."),
    WRITER_STILL(
            Level.CRITICAL,
            "写入线程停滞不前，请求得不到答复。请检查磁盘。",
            "The writer stands still, and requests get no answer. Look at the disk."),
    ROWS_FAILED(
            Level.CRITICAL,
            "数据库拒收数据，写入已停止；预约仍在日志中。请用 yizhan doctor 检查。",
            "The database refuses rows, and no more are written; bookings are in the journal. Look with yizhan doctor."),
    NODE_ID_TAKEN(
            Level.CRITICAL,
            "另一个节点用了本节点的名称，本节点未加入集群。请改名。",
            "Another node has this one's name, so this one is not in the cluster. Give it another name."),
    ROWS_AWAY(
            Level.WARNING,
            "数据库不可用或没有应答；预约照常，报表和审计暂停更新。请恢复数据库。",
            "The database is away or does not answer; bookings go on, reports and audit stand still. Bring the database back."),
    ROWS_BEHIND(
            Level.WARNING,
            "数据库落后过多，报表和审计不是最新的。请检查数据库的负载。",
            "The database is far behind, so reports and audit are not up to date. Look at its load."),
    ANSWERS_WAIT_FOR_ROWS(
            Level.WARNING,
            "Redis 不可靠，答复须等数据库写完，因此变慢。请检查 Redis。",
            "Redis can't be relied on, so answers wait for the database and take longer. Look at Redis."),
    SLOTS_NOT_OPEN(
            Level.WARNING,
            "新一天的场次没有开放，系统会继续重试。",
            "The slots of the new day are not open; it is tried again and again."),
    NODE_UNFIT(
            Level.WARNING,
            "本节点不能接管本市，少了一个备份。请查看详情。",
            "This node could not take over the city, so a stand-by is missing. The detail says why."),
    REDIS_AWAY(
            Level.WARNING,
            "Redis 不可用：各节点保持现状，但不能相互接管。请恢复 Redis。",
            "Redis is away: nodes go on as they are, and none can take over from another. Bring Redis back."),
    GATES_SILENT(
            Level.WARNING,
            "{0}：闸机超过 10 分钟没有消息，在馆人数可能不准。请检查闸机和网络。",
            "{0}: no gate was heard for more than 10 minutes, so the number of people inside may be wrong. Look at the gates and their network."),
    GATE_CLOCK_OFF(
            Level.WARNING,
            "{0}：闸机时钟偏差超过 1 分钟，进出时间会记错。请校准闸机时钟。",
            "{0}: a gate's clock is wrong by more than a minute, so what it tells happened at other times. Set the clock."),
    MACHINES_SILENT(
            Level.WARNING,
            "{0}：有设备超过 10 分钟没有消息，状态不明。请检查设备的电源和网络。",
            "{0}: a machine was not heard for more than 10 minutes, so nobody knows how it stands. Look at its power and its network."),
    WEBHOOK_FAILING(
            Level.WARNING,
            "有推送地址超过 10 分钟没有接收事件，系统会继续重试，三天后放弃。请联系对方。",
            "An address that is told of events has taken none for more than 10 minutes. It is tried for three days, then given up. Ask whose it is."),
    WEBHOOK_GAVE_UP(
            Level.WARNING,
            "有事件推送失败并已放弃。请在推送地址恢复后重新发送，或删除该地址。",
            "Events were given up since an address did not take them. Send them again once it does, or remove the address."),
    LETTERS_WAIT(
            Level.WARNING,
            "给会员的邮件超过 15 分钟没有发出，系统会继续重试。请检查邮件服务器。",
            "Letters to members have waited for more than 15 minutes, and are tried again. Look at the mail server."),
    STATION_FULL(Level.WARNING, "{0}：在馆人数已达上限。", "{0}: as many people are inside as may be.");

    /** The order is by what comes first. */
    public enum Level {
        /** Members are refused, or will be soon. */
        CRITICAL,
        WARNING
    }

    /** Stable, in kebab case. */
    public final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public final Level level;
    private final String zh;
    private final String en;

    AlarmCode(Level level, String zh, String en) {
        this.level = level;
        this.zh = zh;
        this.en = en;
    }

    /** @param station its name; of alarms that are of no station, none is said */
    Text text(Text station) {
        return new Text(zh.replace("{0}", station.zh()), en.replace("{0}", station.en()));
    }
}
