package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.TrustedProxies;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.town.ControllerTown;
import io.yizhan.town.HttpTown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a controller of ZKTeco's gets to hear below {@code /iclock}, and whoever says that it is one. */
@HearsErrors
class HttpControllersTest {
    private static final String LINE =
            "time=2026-11-21 09:49:32\tpin=1001\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=15\tindex=42";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private final List<Event.GateEventsRecorded> recorded = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        engine = new HttpEngine(options ->
                options.withClients(new ClientLimits(1_000, 500, 100, null, TrustedProxies.of(List.of("127.0.0.1")))));
        engine.directory = ControllerTown.directory(
                ControllerTown.zkteco("A", "127.0.0.1", "203.0.113.0/24"),
                ControllerTown.leading(ControllerTown.zkteco("OUT", "127.0.0.1"), Direction.OUT),
                ControllerTown.withDoors(ControllerTown.zkteco("DOORS", "127.0.0.1"), Map.of(2, Direction.IN)),
                ControllerTown.zkteco("NOWHERE"),
                ControllerTown.zkteco("FAR", "203.0.113.7"));
        engine.heard = event -> {
            if (event instanceof Event.GateEventsRecorded it) recorded.add(it);
        };
        client = engine.client;
    }

    /** As a device does: where the engine has no time, again. */
    private Answer post(String target, String body, String... headers) {
        Answer answer = client.send("POST", target, body, headers);
        for (int tries = 0; tries < 20 && answer.status() == 503; tries++)
            answer = client.send("POST", target, body, headers);
        return answer;
    }

    private Answer rtlog(String serial, String body) {
        return post("/iclock/cdata?SN=" + serial + "&table=rtlog", body);
    }

    private int inside() {
        return client.get("/v1/stations/s-1/occupancy").json().getInteger("inside");
    }

    private double events(String verdict) {
        return engine.meters
                .get("yizhan.controllers.events")
                .tag("kind", "zkteco")
                .tag("verdict", verdict)
                .counter()
                .count();
    }

    @Test
    void greetsAnAttendanceTerminalInItsOwnWords() {
        Answer answer = client.get("/iclock/cdata?SN=A&options=all");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/plain");
        assertThat(answer.body())
                .isEqualTo(
                        "GET OPTION FROM: A\nATTLOGStamp=9999\nOPERLOGStamp=9999\nErrorDelay=30\nDelay=10\n"
                                + "TransTimes=00:00;14:05\nTransInterval=1\nTransFlag=1111000000\nTimeZone=8\nRealtime=1\nEncrypt=None");
        assertThat(answer.header("date")).as("it sets its clock by it").contains("GMT");
    }

    @Test
    void greetsAnAccessPanelInItsOwnWords() {
        String registered =
                post("/iclock/registry?sn=A", "DeviceType=acc,~DeviceName=x").body();
        assertThat(registered).matches("RegistryCode=x[0-9a-f]+");
        String settings = post("/iclock/push?SN=A", "").body();
        assertThat(settings).matches("""
                        ServerVersion=3\\.1\\.2
                        ServerName=ADMS
                        PushProtVer=3\\.1\\.2
                        ErrorDelay=30
                        RequestDelay=10
                        TransTimes=00:00;14:05
                        TransInterval=1
                        TransTables=User Transaction
                        Realtime=1
                        SessionID=s[0-9a-f]+
                        TimeoutSec=10""");
        assertThat(client.get("/iclock/cdata?SN=A&DeviceType=acc").body())
                .isEqualTo("registry=ok\n" + registered + "\n" + settings);
    }

    @Test
    void tellsItsZoneAsItIsNow() {
        engine.directory = ControllerTown.in(
                HttpTown.directory(), ZoneId.of("Asia/Kolkata"), ControllerTown.zkteco("A", "127.0.0.1"));
        assertThat(client.get("/iclock/cdata?SN=A").body()).contains("\nTimeZone=330\n");
        engine.directory = ControllerTown.in(
                HttpTown.directory(), ZoneId.of("America/New_York"), ControllerTown.zkteco("A", "127.0.0.1"));
        assertThat(client.get("/iclock/cdata?SN=A").body()).contains("\nTimeZone=-5\n");
    }

    @Test
    void countsWhoWasLetInAndAcknowledgesTheRest() {
        assertThat(rtlog("A", LINE).body()).isEqualTo("OK");
        assertThat(rtlog("A", LINE + "\r\n" + LINE).body()).isEqualTo("OK");
        assertThat(inside()).isOne();
        assertThat(recorded.getFirst().boot()).isEqualTo("zk-A-2026112109");
        assertThat(recorded.getFirst().seqs()).containsExactly(42);
        assertThat(recorded.getFirst().credentials()).containsExactly("1001");
        assertThat(recorded.getFirst().happenedAtMs()[0]).isEqualTo(HttpEngine.START_MS - 628_000);

        rtlog("A", LINE.replace("index=42", "index=43").replace("event=0", "event=22"));
        rtlog("A", LINE.replace("index=42", "index=44").replace("event=0", "event=101"));
        rtlog("A", LINE.replace("index=42", "index=45").replace("pin=1001", "pin=0"));
        rtlog("A", LINE.replace("index=42", "index=46").replace("inoutstatus=0", "inoutstatus=2"));
        rtlog("A", LINE.replace("index=42", "index=47").replace("2026-11-21", "2025-11-21"));
        rtlog("A", LINE.replace("index=42", "index=48").replace("event=0", "event=254"));
        assertThat(inside()).isOne();
        rtlog(
                "A",
                LINE.replace("index=42", "index=49")
                        .replace("inoutstatus=0", "inoutstatus=1")
                        .replace("cardno=0", "cardno=4523321"));
        assertThat(inside()).isZero();
        assertThat(recorded.getLast().credentials()).containsExactly("1001/4523321");

        assertThat(events("passed")).isEqualTo(4);
        assertThat(events("denied")).isEqualTo(2);
        assertThat(events("device")).isOne();
        assertThat(events("undirected")).isOne();
        assertThat(events("untimely")).isOne();
        assertThat(events("malformed")).isOne();
    }

    /** Else nobody could tell one that was lost from one that is no passage. */
    @Test
    void numbersOfWhatIsNoPassageAreNotMissing() {
        rtlog("A", LINE.replace("index=42", "index=1"));
        rtlog("A", LINE.replace("index=42", "index=2").replace("event=0", "event=22"));
        rtlog("A", LINE.replace("index=42", "index=3"));
        String gate = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        Answer answer = client.sendJson(
                gate,
                "POST",
                "/v1/gates/s-1-g1/events",
                "{\"boot\":\"zk-A-2026112109\",\"events\":[{\"seq\":3,\"at\":\"2026-11-21T09:59:00+08:00\",\"direction\":\"IN\"}]}");
        assertThat(answer.body()).isEqualTo("{\"through\":3,\"accepted\":0,\"duplicates\":1,\"missing\":[]}");
    }

    @Test
    void takesAttendanceByItsSecond() {
        String lines = """
                1001\t2026-11-21 09:02:11\t0\t1\t0
                1002\t2026-11-21 09:02:11\t0\t1\t0

                1001\t2026-11-21 09:30:00\t1\t1\t0
                rubbish
                1001\t2026-11-21 09:31:00\t4\t1\t0
                """;
        for (int i = 0; i < 3; i++)
            assertThat(post("/iclock/cdata?SN=A&table=ATTLOG&Stamp=1", lines).body())
                    .isEqualTo("OK: 5");
        assertThat(inside()).isOne();
        post("/iclock/cdata?SN=A&table=ATTLOG&Stamp=2", "1002\t2026-11-21 09:02:11\t1\t1\t0");
        assertThat(inside()).as("out in the same second").isZero();
    }

    @Test
    void goesByWhereTheCatalogueSaysThatADoorLeads() {
        rtlog("A", LINE);
        rtlog("OUT", LINE);
        assertThat(inside()).isZero();
        rtlog("DOORS", LINE);
        assertThat(inside()).as("another door").isZero();
        rtlog(
                "DOORS",
                LINE.replace("index=42", "index=43")
                        .replace("eventaddr=1", "eventaddr=2")
                        .replace("inoutstatus=0", "inoutstatus=1"));
        assertThat(inside()).isOne();
        assertThat(recorded.getLast().gate()).isEqualTo("s-1-g3");
    }

    @ParameterizedTest
    @CsvSource({
        "table=tabledata&tablename=user&count=3, user=3",
        "TABLE=TableData&TableName=user&Count=3, user=3",
        "table=tabledata&tablename=user&count=x, OK",
        "table=tabledata&tablename=us%0D%0Aer&count=3, OK",
        "table=tabledata&tablename=&count=3, OK",
        "table=rtstate, OK",
        "table=options, OK",
        "table=OPERLOG&Stamp=1, OK: 1",
        "table=ATTPHOTO, OK",
        "'', OK",
    })
    void acknowledgesEverythingElse(String query, String said) {
        Answer answer = post("/iclock/cdata?SN=A&" + query, "OPLOG 1\t2\t3");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(said);
        assertThat(recorded).isEmpty();
    }

    @Test
    void answersPollsAndResultsOfCommands() {
        for (String path : new String[] {"/iclock/ping", "/iclock/getrequest"})
            assertThat(client.get(path + "?SN=A").body()).isEqualTo("OK");
        assertThat(post("/iclock/devicecmd?SN=A", "ID=7&Return=0&CMD=DATA").body())
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SN=",
                "SN=B",
                "SN=a",
                "SN=A%00",
                "SN=A'%20OR%20'1'='1",
                "SN=%ff%fe",
                "SN=../../A",
                "SN[]=A",
                "serial=A",
                "SN=NOWHEREx",
                "SN=FAR"
            })
    void letsNobodyInWhoIsNotRegisteredAndSaysNotWhy(String query) {
        for (String path : new String[] {"cdata", "ping", "getrequest"})
            refused(client.get(
                    "/iclock/" + path + "?" + query.replace("[", "%5B").replace("]", "%5D")));
        for (String path : new String[] {"cdata", "registry", "push", "devicecmd"})
            refused(post(
                    "/iclock/" + path + "?table=rtlog&"
                            + query.replace("[", "%5B").replace("]", "%5D"),
                    LINE));
        assertThat(recorded).isEmpty();
    }

    @Test
    void anEscapeThatMakesNoSenseNamesNobody() throws IOException {
        try (Wire wire = new Wire(engine.port())) {
            wire.send("GET /iclock/ping?SN=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(wire.untilClosed()).startsWith("HTTP/1.1 406");
        }
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).isIn(400, 406);
        if (answer.status() == 406) assertThat(answer.code()).isEqualTo("controller-unknown");
    }

    @Test
    void looksWhereADeviceReallyComesFrom() {
        String[] there = {"X-Forwarded-For", "203.0.113.7"};
        assertThat(client.get("/iclock/ping?SN=FAR", there).status()).isEqualTo(200);
        assertThat(client.get("/iclock/ping?SN=A", there).status()).isEqualTo(200);
        assertThat(client.get("/iclock/ping?SN=FAR", "X-Forwarded-For", "203.0.113.7, 198.51.100.1")
                        .status())
                .as("what stands before the last that is no proxy is invented")
                .isEqualTo(406);
        assertThat(client.get("/iclock/ping?SN=OUT", there).status()).isEqualTo(406);
        // Without addresses: from this machine, where it is one of development.
        assertThat(client.get("/iclock/ping?SN=NOWHERE").status()).isEqualTo(200);
        assertThat(client.get("/iclock/ping?SN=NOWHERE", there).status()).isEqualTo(406);
        assertThat(engine.meters
                        .get("yizhan.controllers.refused")
                        .tag("kind", "zkteco")
                        .tag("why", "address")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void takesNothingFromAPageOfTheSameNetwork() {
        for (String[] shown : new String[][] {{"Origin", "https://other.example"}, {"Sec-Fetch-Site", "cross-site"}})
            assertThat(post("/iclock/cdata?SN=A&table=rtlog", LINE, shown).status())
                    .isEqualTo(406);
        assertThat(recorded).isEmpty();
    }

    @Test
    void aCatalogueThatIsReplacedDecidesAtOnce() {
        engine.directory = ControllerTown.directory(ControllerTown.zkteco("B", "127.0.0.1"));
        assertThat(rtlog("A", LINE).status()).isEqualTo(406);
        assertThat(rtlog("B", LINE).status()).isEqualTo(200);
    }

    @Test
    void takesWhateverBytesThereAre() throws IOException {
        Random random = new Random(9);
        for (int i = 0; i < 200; i++) {
            byte[] rubbish = new byte[random.nextInt(3_000)];
            random.nextBytes(rubbish);
            String body = new String(rubbish, StandardCharsets.ISO_8859_1);
            if (i % 3 == 0) body = body.replace('\u0000', '\n').replace('\u0001', '\t');
            for (String table : new String[] {"rtlog", "ATTLOG"}) {
                try (Wire wire = new Wire(engine.port())) {
                    wire.send("POST /iclock/cdata?SN=A&table=" + table
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body);
                    assertThat(wire.untilClosed()).startsWith("HTTP/1.1 200");
                }
            }
        }
        assertThat(inside()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtlog", "ATTLOG", "tabledata", "options", "OPERLOG"})
    void takesLinesWithoutEnd(String table) {
        String target = "/iclock/cdata?SN=A&table=" + table;
        for (String body : new String[] {
            "x".repeat(200_000),
            "time=" + "9".repeat(200_000) + "\tindex=" + "9".repeat(200_000),
            "\t".repeat(200_000),
            "=\t".repeat(100_000),
            "\n".repeat(1_000_000),
            "a=b\t".repeat(200_000) + LINE,
            "1001\t".repeat(100_000),
            (LINE.replace("index=42", "index=-1") + "\n").repeat(5_000),
            LINE.replace("pin=1001", "pin=" + "1".repeat(200_000)),
            LINE.replace("index=42", "index=99999999999999999999"),
            "1".repeat(200_000) + "\t2026-11-21 09:02:11\t0\t1\t0",
        }) assertThat(post(target, body).status()).isEqualTo(200);
        assertThat(inside()).isZero();
        assertThat(post(target, "x".repeat(1_100_000)).status()).isEqualTo(413);
    }

    @Test
    void anIndexThatGoesBackCountsByItsHour() {
        for (int index : new int[] {900, 901, 1, 900, 2}) rtlog("A", LINE.replace("index=42", "index=" + index));
        assertThat(inside()).isEqualTo(4);
    }

    /** By what the catalogues of all cities say; without a header, which no device sends. */
    @Test
    void findsTheCityByTheSerialNumber() {
        Directory village =
                ControllerTown.in(HttpTown.village(), HttpTown.ZONE, ControllerTown.zkteco("VILLAGE", "127.0.0.1"));
        RegionSources other = FixedCatalogue.sources(
                "village",
                () -> village,
                new Feed(),
                submission -> new Refusal.Overloaded(1_000),
                () -> Whereabouts.Here.HERE);
        try (HttpNode node = new HttpNode(engine, options -> options, other)) {
            node.believes(HttpNode.at(engine.port()));
            assertThat(node.client.get("/iclock/ping?SN=VILLAGE").status()).isEqualTo(200);
            assertThat(node.client
                            .send("POST", "/iclock/cdata?sn=VILLAGE&table=rtlog", LINE)
                            .code())
                    .as("it went to the village's writer, which has no time")
                    .isEqualTo("overloaded");
            assertThat(node.client
                            .send("POST", "/iclock/cdata?SN=A&table=rtlog", LINE)
                            .body())
                    .as("sent on to the town's owner")
                    .isEqualTo("OK");
            assertThat(inside()).isOne();
            node.believes(Whereabouts.Nowhere.NOWHERE);
            assertThat(node.client.get("/iclock/ping?SN=A").status())
                    .as("without an owner it is still there")
                    .isEqualTo(200);
            assertThat(node.client
                            .send("POST", "/iclock/cdata?SN=A&table=rtlog", LINE)
                            .status())
                    .isEqualTo(503);
        }
    }
}
