package io.yizhan.http;

import static io.yizhan.http.auth.Role.ADMIN;
import static io.yizhan.http.auth.Role.BROKER;
import static io.yizhan.http.auth.Role.EMPLOYER;
import static io.yizhan.http.auth.Role.EQUIPMENT;
import static io.yizhan.http.auth.Role.GATE;
import static io.yizhan.http.auth.Role.INTEGRATOR;
import static io.yizhan.http.auth.Role.MEMBER;
import static io.yizhan.http.auth.Role.OPERATOR;
import static io.yizhan.http.route.Route.Scope.NODE;
import static io.yizhan.http.route.Route.Scope.OWNER;
import static io.yizhan.http.route.Route.Scope.PUBLISHED;
import static io.yizhan.http.route.Route.at;

import io.yizhan.controller.ControllerWatch;
import io.yizhan.http.audit.AuditRoute;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.capacity.CapacityRoute;
import io.yizhan.http.catalogue.CatalogueRoutes;
import io.yizhan.http.closure.ClosureRoutes;
import io.yizhan.http.companion.CompanionshipRoutes;
import io.yizhan.http.companion.InvitationRoutes;
import io.yizhan.http.desk.AlarmRoute;
import io.yizhan.http.desk.Alarms;
import io.yizhan.http.desk.DeskRoutes;
import io.yizhan.http.desk.EngineRoute;
import io.yizhan.http.desk.MemberFileRoutes;
import io.yizhan.http.desk.PassCheckInRoute;
import io.yizhan.http.desk.StationDayRoute;
import io.yizhan.http.draw.DrawAdminRoutes;
import io.yizhan.http.draw.DrawRoutes;
import io.yizhan.http.equipment.EquipmentRoutes;
import io.yizhan.http.equipment.EquipmentStateRoute;
import io.yizhan.http.event.EventsRoute;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.fitness.BodyCheckRoutes;
import io.yizhan.http.fitness.EmployerRoutes;
import io.yizhan.http.fitness.FitnessRoute;
import io.yizhan.http.fitness.StationSumsRoute;
import io.yizhan.http.fitness.WorkoutRoutes;
import io.yizhan.http.gate.AdmissionRoute;
import io.yizhan.http.gate.CountByEyeRoute;
import io.yizhan.http.gate.GateEventsRoute;
import io.yizhan.http.gate.GivenSnapshots;
import io.yizhan.http.gate.SnapshotRoute;
import io.yizhan.http.iclock.IclockRoutes;
import io.yizhan.http.live.LiveHub;
import io.yizhan.http.live.MemberHub;
import io.yizhan.http.live.MemberPlaces;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.node.DevTokensRoute;
import io.yizhan.http.node.DeveloperRoutes;
import io.yizhan.http.node.HealthRoutes;
import io.yizhan.http.node.MetricsRoute;
import io.yizhan.http.node.PassKeysRoute;
import io.yizhan.http.notice.ContactRoutes;
import io.yizhan.http.notice.NoticesRoute;
import io.yizhan.http.openactive.DatasetSite;
import io.yizhan.http.openactive.FeedRoute;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.openactive.order.CancelRoute;
import io.yizhan.http.openactive.order.OrderPasses;
import io.yizhan.http.openactive.order.OrderRoutes;
import io.yizhan.http.openactive.order.OrderStatusRoute;
import io.yizhan.http.openactive.order.OrdersFeedRoute;
import io.yizhan.http.openactive.rehearsal.RehearsalRoutes;
import io.yizhan.http.openactive.rehearsal.TestOpportunities;
import io.yizhan.http.page.AssetRoute;
import io.yizhan.http.page.MapTiles;
import io.yizhan.http.page.PageRoutes;
import io.yizhan.http.report.ReportRoute;
import io.yizhan.http.reservation.BrokerRoutes;
import io.yizhan.http.reservation.ErasureRoute;
import io.yizhan.http.reservation.ExportRoute;
import io.yizhan.http.reservation.MemberPasses;
import io.yizhan.http.reservation.MemberSessionsRoute;
import io.yizhan.http.reservation.PassRoutes;
import io.yizhan.http.reservation.PlaceReservationRoute;
import io.yizhan.http.reservation.PlaceSeriesRoute;
import io.yizhan.http.reservation.ReservationRoutes;
import io.yizhan.http.reservation.StandingRoute;
import io.yizhan.http.reservation.VisitsRoute;
import io.yizhan.http.route.Route;
import io.yizhan.http.route.RouteTable;
import io.yizhan.http.search.SearchRoute;
import io.yizhan.http.signin.SessionRoutes;
import io.yizhan.http.signin.SignIn;
import io.yizhan.http.signin.SignInPaths;
import io.yizhan.http.station.ActivitiesRoute;
import io.yizhan.http.station.OccupancyHistoryRoutes;
import io.yizhan.http.station.SlotsRoute;
import io.yizhan.http.station.StationRoutes;
import io.yizhan.http.webhook.WebhookRoutes;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which path is answered by whom and by what. */
final class Routes {
    private Routes() {}

    /**
     * What is answered from that has no region.
     *
     * @param devTokens null unless tokens are given out here
     * @param signIn how people get a session for their browser
     * @param tiles where pages have the background of their map from
     * @param openData as what the city's data is published
     * @param metrics whether figures are told here
     * @param members which live streams members have
     * @param controllers what is told of those that come by protocols of their own
     * @param snapshots what gates were given
     * @param testOpportunities what partners who rehearse were given
     */
    record Sources(
            EdgeSources edge,
            @Nullable DevTokens devTokens,
            SignIn signIn,
            MapTiles tiles,
            OpenData openData,
            boolean metrics,
            MemberPlaces members,
            Alarms alarms,
            ControllerWatch controllers,
            GivenSnapshots snapshots,
            TestOpportunities testOpportunities) {
        /** Where no member has one yet, and nothing was looked at. */
        Sources(
                EdgeSources edge,
                @Nullable DevTokens devTokens,
                SignIn signIn,
                MapTiles tiles,
                OpenData openData,
                boolean metrics) {
            this(
                    edge,
                    devTokens,
                    signIn,
                    tiles,
                    openData,
                    metrics,
                    new MemberPlaces(),
                    new Alarms(edge.engineRoom(), edge.clock()),
                    new ControllerWatch(edge.meters(), edge.clock()),
                    new GivenSnapshots(),
                    new TestOpportunities());
        }
    }

    /** @param elsewhere lets another node answer, see {@link Commands} */
    static RouteTable of(
            RegionOnLoop region, Predicate<Exchange> elsewhere, LiveHub live, MemberHub members, Sources sources) {
        Commands commands = new Commands(region, elsewhere);
        PlaceReservationRoute placing =
                new PlaceReservationRoute(commands, region.loop.vertx, sources.edge.passes(), sources.edge.draws());
        PlaceSeriesRoute series = new PlaceSeriesRoute(commands, sources.edge.draws());
        MemberPasses memberPasses = new MemberPasses(region.loop.vertx, sources.edge.passes());
        ReservationRoutes reservations =
                new ReservationRoutes(commands, memberPasses, region.loop.vertx, sources.edge.passes());
        BrokerRoutes brokers = new BrokerRoutes(commands, reservations, sources.edge.draws());
        DrawRoutes draws = new DrawRoutes(commands, sources.edge.pastDraws());
        DrawAdminRoutes drawing = new DrawAdminRoutes(commands, sources.edge.draws());
        PassRoutes passes = new PassRoutes(reservations, memberPasses);
        InvitationRoutes invitations = new InvitationRoutes(commands, sources.edge.invitations());
        CompanionshipRoutes companionships =
                new CompanionshipRoutes(commands, sources.edge.invitations(), memberPasses);
        StandingRoute standing = new StandingRoute(commands);
        ErasureRoute erasure = new ErasureRoute(commands, sources.edge.sessions());
        ExportRoute export = new ExportRoute(
                commands,
                sources.edge.members(),
                sources.edge.fitness(),
                sources.edge.consents(),
                sources.edge.audit(),
                sources.edge.outside().notices());
        VisitsRoute visits = new VisitsRoute(commands, sources.edge.members());
        FitnessRoute fitness = new FitnessRoute(commands, sources.edge.members(), sources.edge.fitness());
        WorkoutRoutes workouts = new WorkoutRoutes(commands, sources.edge.fitness());
        BodyCheckRoutes bodyChecks = new BodyCheckRoutes(commands, sources.edge.fitness());
        EmployerRoutes employers = new EmployerRoutes(sources.edge.consents());
        StationSumsRoute stationSums = new StationSumsRoute(sources.edge.fitness());
        PassKeysRoute passKeys = new PassKeysRoute(sources.edge.passes());
        GateEventsRoute gateEvents = new GateEventsRoute(commands, region.loop.vertx, sources.edge.passes());
        AdmissionRoute admissions = new AdmissionRoute(commands, region.loop.vertx, sources.edge.passes());
        SnapshotRoute snapshots =
                new SnapshotRoute(commands, region.loop.vertx, sources.edge.passes(), sources.snapshots);
        ClosureRoutes closures = new ClosureRoutes(commands);
        CapacityRoute capacities = new CapacityRoute(commands);
        CountByEyeRoute countByEye = new CountByEyeRoute(commands);
        EquipmentStateRoute equipmentStates = new EquipmentStateRoute(commands);
        DeskRoutes desk = new DeskRoutes(commands);
        MemberFileRoutes memberFile = new MemberFileRoutes(commands);
        PassCheckInRoute passCheckIn = new PassCheckInRoute(commands, memberPasses);
        StationDayRoute stationDay = new StationDayRoute(commands);
        AlarmRoute alarms = new AlarmRoute(sources.alarms, elsewhere);
        EngineRoute engine = new EngineRoute(sources.edge.engineRoom(), sources.edge.meters());
        AuditRoute audit = new AuditRoute(sources.edge.audit());
        ReportRoute reports = new ReportRoute(sources.edge.reports());
        OccupancyHistoryRoutes occupancies = new OccupancyHistoryRoutes(sources.edge.occupancies());
        CatalogueRoutes catalogue = new CatalogueRoutes(commands, region.sources.catalogue());
        SessionRoutes sessions = new SessionRoutes(sources.edge.sessions(), sources.signIn);
        MemberSessionsRoute memberSessions = new MemberSessionsRoute(commands, sources.edge.sessions());
        HealthRoutes health = new HealthRoutes(sources.edge.health(), sources.edge.pulse());
        DeveloperRoutes developers = new DeveloperRoutes(sources.metrics);
        IclockRoutes iclock = new IclockRoutes(commands, sources.controllers, sources.devTokens != null);
        EventsRoute events = new EventsRoute(
                region, sources.edge.outside().trail(), sources.edge.outside().pseudonyms());
        NoticesRoute notices = new NoticesRoute(sources.edge.outside().notices());
        ContactRoutes contact = new ContactRoutes(
                sources.edge.outside().notices(), sources.edge.outside().writes());
        WebhookRoutes webhooks = new WebhookRoutes(
                commands,
                sources.edge.outside().webhooks(),
                sources.edge.outside().addresses(),
                sources.edge.outside().trail());
        DatasetSite datasetSite = new DatasetSite(sources.openData);
        FeedRoute feeds = new FeedRoute(region, sources.openData);
        OrderPasses orderPasses = new OrderPasses(memberPasses);
        OrderRoutes orders = new OrderRoutes(
                commands, sources.openData, sources.edge.outside().pseudonyms(), orderPasses);
        RehearsalRoutes rehearsal = new RehearsalRoutes(commands, sources.openData, sources.testOpportunities);
        OrdersFeedRoute ordersFeed =
                new OrdersFeedRoute(sources.openData, sources.edge.outside().orders(), orderPasses);
        OrderStatusRoute orderStatus = new OrderStatusRoute(
                commands, sources.openData, orderPasses, sources.edge.outside().orders());
        CancelRoute cancelling = new CancelRoute(commands, sources.openData);
        PageRoutes pages = new PageRoutes(sources.tiles, sources.devTokens == null);
        return new RouteTable(
                region,
                List.of(
                        at("/v1/reservations", OWNER)
                                .post(MEMBER, placing::handle)
                                .hot(200, 201, 400, 401, 409, 422, 429, 503),
                        at("/v1/stations/{id}/slots", PUBLISHED)
                                .get(SlotsRoute::handle)
                                .hot(200, 304, 404),
                        at("/v1/stations", PUBLISHED).get(StationRoutes::list),
                        at("/v1/stations/{id}", PUBLISHED).get(StationRoutes::one),
                        at("/v1/stations/{id}/occupancy", PUBLISHED).get(StationRoutes::occupancy),
                        // All nodes share the rows.
                        at("/v1/stations/{id}/occupancy/history", NODE).get(occupancies::points),
                        at("/v1/stations/{id}/occupancy/week", NODE).get(occupancies::week),
                        at("/v1/stations/{id}/equipment", PUBLISHED).get(StationRoutes::equipment),
                        at("/v1/stations/{id}/live", PUBLISHED).live(live::open, live::head),
                        at("/v1/activities", PUBLISHED).get(ActivitiesRoute::handle),
                        at("/v1/slots", PUBLISHED).get(SearchRoute::handle),
                        // Before the ids, of which it is none.
                        at("/v1/reservations/series", OWNER).post(MEMBER, series::handle),
                        at("/v1/reservations/{id}", OWNER)
                                .get(MEMBER, reservations::find)
                                .delete(MEMBER, reservations::cancel),
                        at("/v1/reservations/{id}/confirm", OWNER).post(MEMBER, reservations::confirm),
                        at("/v1/reservations/{id}/pass.png", OWNER).get(MEMBER, passes::image),
                        at("/v1/reservations/{id}/invitations", OWNER)
                                .get(MEMBER, invitations::list)
                                .post(MEMBER, invitations::invite),
                        at("/v1/reservations/{id}/invitations/{number}", OWNER).delete(MEMBER, invitations::withdraw),
                        at("/v1/invitations/{token}", OWNER).get(MEMBER, companionships::invitation),
                        at("/v1/invitations/{token}/acceptance", OWNER).post(MEMBER, companionships::accept),
                        at("/v1/me/companionships", OWNER).get(MEMBER, companionships::list),
                        at("/v1/me/companionships/{id}", OWNER)
                                .get(MEMBER, companionships::one)
                                .delete(MEMBER, companionships::leave),
                        at("/v1/me/companionships/{id}/pass.png", OWNER).get(MEMBER, companionships::image),
                        at("/v1/broker/reservations", OWNER).post(BROKER, brokers::place),
                        at("/v1/broker/reservations/{id}", OWNER)
                                .get(BROKER, brokers::find)
                                .delete(BROKER, brokers::cancel),
                        at("/v1/broker/reservations/{id}/confirm", OWNER).post(BROKER, brokers::confirm),
                        at("/v1/me/reservations", OWNER).get(MEMBER, reservations::list),
                        at("/v1/me/live", OWNER).live(MEMBER, members::open, members::head),
                        at("/v1/me/notifications", NODE).get(MEMBER, notices::handle),
                        at("/v1/me/contact", NODE).get(MEMBER, contact::get).put(MEMBER, contact::put),
                        at("/v1/me/standing", OWNER).get(MEMBER, standing::handle),
                        at("/v1/me/visits", OWNER).get(MEMBER, visits::handle),
                        at("/v1/me/fitness", OWNER).get(MEMBER, fitness::summary),
                        at("/v1/me/fitness/employer", NODE)
                                .get(MEMBER, employers::consent)
                                .put(MEMBER, employers::give)
                                .delete(MEMBER, employers::withdraw),
                        at("/v1/employer/fitness", NODE).get(EMPLOYER, employers::sum),
                        at("/v1/me/workouts", OWNER)
                                .get(MEMBER, fitness::workouts)
                                .post(MEMBER, workouts::claim),
                        at("/v1/me/workouts/{id}", OWNER).get(MEMBER, workouts::one),
                        at("/v1/me/body-checks", OWNER).get(MEMBER, bodyChecks::list),
                        at("/v1/me/export", OWNER).get(MEMBER, export::handle),
                        at("/v1/me", OWNER).delete(MEMBER, erasure::handle),
                        at("/v1/gates/{gate}/events", OWNER).post(GATE, gateEvents::handle),
                        at("/v1/gates/{gate}/admissions", OWNER).post(GATE, admissions::handle),
                        at("/v1/equipment/{id}/telemetry", OWNER).post(EQUIPMENT, EquipmentRoutes::telemetry),
                        at("/v1/equipment/{id}/ftms", OWNER).post(EQUIPMENT, EquipmentRoutes::ftms),
                        // Of any node that knows the device; who passed goes on to the owner.
                        at("/iclock/cdata", NODE).get(iclock::greet).post(iclock::take),
                        at("/iclock/registry", NODE).post(iclock::register),
                        at("/iclock/push", NODE).post(iclock::settings),
                        at("/iclock/ping", NODE).get(iclock::idle),
                        at("/iclock/getrequest", NODE).get(iclock::idle),
                        at("/iclock/devicecmd", NODE).post(iclock::done),
                        at("/v1/gates/{gate}/snapshot", OWNER).get(GATE, snapshots::handle),
                        at("/v1/admin/closures", OWNER)
                                .get(OPERATOR, closures::list)
                                .post(OPERATOR, closures::close),
                        at("/v1/admin/closures/{id}", OWNER).delete(OPERATOR, closures::lift),
                        at("/v1/admin/slots/{id}/capacity", OWNER).put(OPERATOR, capacities::handle),
                        at("/v1/admin/stations/{id}/occupancy", OWNER).put(OPERATOR, countByEye::handle),
                        at("/v1/admin/equipment/{id}/state", OWNER).put(OPERATOR, equipmentStates::handle),
                        at("/v1/admin/stations/{id}/reservations", OWNER).get(OPERATOR, stationDay::handle),
                        at("/v1/admin/check-ins", OWNER).post(OPERATOR, passCheckIn::handle),
                        at("/v1/admin/reservations/{id}/check-in", OWNER).post(OPERATOR, desk::checkIn),
                        at("/v1/admin/reservations/{id}/cancellation", OWNER).post(OPERATOR, desk::cancel),
                        at("/v1/admin/reservations/{id}/notice", OWNER).post(OPERATOR, desk::giveNotice),
                        at("/v1/admin/members/{subject}/standing", OWNER).get(OPERATOR, memberFile::standing),
                        at("/v1/admin/members/{subject}/reservations", OWNER).get(OPERATOR, memberFile::reservations),
                        at("/v1/admin/members/{subject}/strikes/{id}", OWNER).delete(OPERATOR, desk::forgive),
                        at("/v1/admin/members/{subject}/body-checks/{date}", OWNER)
                                .put(OPERATOR, bodyChecks::record),
                        at("/v1/admin/fitness", NODE).get(OPERATOR, stationSums::handle),
                        // Where nobody owns the region, that is what there is to tell.
                        at("/v1/admin/alarms", NODE).get(OPERATOR, alarms::handle),
                        at("/v1/admin/engine", NODE).get(ADMIN, engine::handle),
                        at("/v1/admin/webhooks", OWNER)
                                .get(ADMIN, webhooks::list)
                                .post(ADMIN, webhooks::create),
                        at("/v1/admin/webhooks/{id}", OWNER).delete(ADMIN, webhooks::delete),
                        at("/v1/admin/webhooks/{id}/dead-letters", OWNER)
                                .get(ADMIN, webhooks::deadLetters)
                                .post(ADMIN, webhooks::resend),
                        at("/v1/admin/audit", OWNER).get(OPERATOR, audit::handle),
                        // All nodes share the rows, and one that sends a request on does not wait for so long.
                        at("/v1/admin/reports/{report}", NODE).get(OPERATOR, reports::handle),
                        at("/v1/admin/catalogue", OWNER)
                                .get(ADMIN, catalogue::get)
                                .put(ADMIN, catalogue::put),
                        // All nodes share the rows, and one that sends a request on does not wait for so long.
                        at("/v1/events", NODE).get(INTEGRATOR, events::handle),
                        at("/v1/draws/{id}", OWNER).get(draws::one),
                        at("/v1/draws/{id}/entries", OWNER).get(draws::entries),
                        at("/v1/draws/{id}/lines", OWNER).get(draws::lines),
                        at("/v1/draws/{id}/proof", OWNER).get(draws::proof),
                        at("/v1/admin/draws", OWNER).get(OPERATOR, drawing::list),
                        at("/v1/admin/draws/{id}/parts", OWNER).post(OPERATOR, drawing::part),
                        at("/v1/admin/draws/{id}/windows", OWNER).post(OPERATOR, drawing::window),
                        at("/v1/session", NODE)
                                .get(sessions::tellNobody, sessions::tell)
                                .postByAnybodyKnown(sessions::begin)
                                .deleteByAnybodyKnown(sessions::end),
                        at("/v1/admin/members/{subject}/sessions", OWNER).delete(ADMIN, memberSessions::end),
                        at(SignInPaths.BEGIN, NODE).get(sources.signIn::begin).post(sources.signIn::submit),
                        at(SignInPaths.CALLBACK, NODE).get(sources.signIn::finish),
                        at("/v1/.well-known/jwks.json", NODE).get(passKeys::handle),
                        devTokens(sources.devTokens),
                        at("/openactive", PUBLISHED).get(datasetSite::handle),
                        at("/openactive/passes/{pass}", NODE).get(orderPasses::image),
                        at("/openactive/api/order-quote-templates/{uuid}", OWNER)
                                .put(BROKER, orders::quoteTemplate),
                        at("/openactive/api/order-quotes/{uuid}", OWNER)
                                .put(BROKER, orders::quote)
                                .delete(BROKER, orders::release),
                        at("/openactive/api/orders/{uuid}", OWNER)
                                .put(BROKER, orders::book)
                                .get(BROKER, orderStatus::handle)
                                .patch(BROKER, cancelling::handle)
                                .delete(BROKER, orders::erase),
                        // All nodes share the rows.
                        at("/openactive/api/orders-rpde", NODE).get(BROKER, ordersFeed::handle),
                        rehearsed(
                                sources,
                                at("/openactive/api/test-interface/datasets/{dataset}", OWNER),
                                it -> it.delete(rehearsal::forget)),
                        rehearsed(
                                sources,
                                at("/openactive/api/test-interface/datasets/{dataset}/opportunities", OWNER),
                                it -> it.post(BROKER, rehearsal::create)),
                        rehearsed(
                                sources,
                                at("/openactive/api/test-interface/actions", OWNER),
                                it -> it.post(BROKER, rehearsal::act)),
                        at("/openactive/feeds/{kind}", PUBLISHED).get(feeds::handle),
                        at("/openapi.yaml", NODE).get(developers::openApi),
                        at("/start", NODE).get(developers::start),
                        at("/", NODE).get(pages::member),
                        at("/screen/{station}", NODE).get(pages::screen),
                        at("/draw/{id}", NODE).get(pages::draw),
                        at("/desk", NODE).get(pages::desk),
                        at("/desk/engine", NODE).get(pages::desk),
                        at("/assets/{version}/{room}/{file}", NODE).get(AssetRoute::handle),
                        at("/manifest.webmanifest", NODE).get(pages::manifest),
                        at("/sw.js", NODE).get(pages::serviceWorker),
                        at("/health/live", NODE).getAlways(health::live),
                        at("/health/ready", NODE).getAlways(health::ready),
                        metrics(sources)));
    }

    /** The same, for whoever looks after this node. All of it may be asked on the event loop of a port of its own. */
    static RouteTable ofManagement(RegionOnLoop region, EdgeSources sources) {
        HealthRoutes health = new HealthRoutes(sources.health(), sources.pulse());
        return new RouteTable(
                region,
                List.of(
                        at("/health/live", NODE).getAlways(health::live),
                        at("/health/ready", NODE).getAlways(health::ready),
                        at("/metrics", NODE).get(new MetricsRoute(sources.metricsText())::handle)));
    }

    /** This node's own, even where they are not told here: the owner of a region would tell those of another one. */
    private static Route metrics(Sources sources) {
        Route route = at("/metrics", NODE);
        return sources.metrics ? route.get(new MetricsRoute(sources.edge.metricsText())::handle) : route;
    }

    /** What is there in development alone. */
    private static Route rehearsed(Sources sources, Route route, UnaryOperator<Route> offered) {
        return sources.devTokens == null ? route : offered.apply(route);
    }

    /** No other node is asked for them, even where none are given out. */
    private static Route devTokens(@Nullable DevTokens tokens) {
        Route route = at("/dev/tokens", NODE);
        return tokens == null ? route : route.postAlways(new DevTokensRoute(tokens)::handle);
    }
}
