package io.yizhan.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.audit.Audit;
import io.yizhan.drawn.PastDraws;
import io.yizhan.fitness.EmployerConsents;
import io.yizhan.fitness.FitnessRecords;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.companion.InvitationTokens;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.node.Health;
import io.yizhan.member.MemberRecords;
import io.yizhan.occupancy.OccupancyHistory;
import io.yizhan.pass.Passes;
import io.yizhan.report.Reports;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.time.Pulse;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What the edge of a node serves from, whatever region is asked for. All of it is for any thread.
 *
 * @param draws by which entrants of draws get pseudonyms
 * @param invitations by which those who come along show that they are invited
 * @param seal by which nodes of a cluster know each other
 * @param pulse beaten by every event loop
 * @param metricsText the text of {@code /metrics}; may take its time, so it is not called on an event loop
 */
public record EdgeSources(
        Passes passes,
        DrawSecrets draws,
        InvitationTokens invitations,
        PastDraws pastDraws,
        Sessions sessions,
        Audit audit,
        MemberRecords members,
        FitnessRecords fitness,
        EmployerConsents consents,
        Reports reports,
        OccupancyHistory occupancies,
        Outside outside,
        NodeSeal seal,
        Pulse pulse,
        Health health,
        EngineRoom engineRoom,
        Supplier<String> metricsText,
        MeterRegistry meters,
        InstantSource clock) {}
