package io.yizhan.catalogue;

import io.yizhan.catalogue.Venue.Allocation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What one invented station of the demo city has, by its kind and a seeded random source. */
final class DemoStation {
    static final List<Integer> DAILY = List.of(1, 2, 3, 4, 5, 6, 7);
    static final List<Integer> WEEKDAYS = List.of(1, 2, 3, 4, 5);
    static final List<Integer> WEEKEND = List.of(6, 7);

    private static final String[][] MACHINES = {
        {"TREADMILL", "智能跑步机", "Smart treadmill"},
        {"EXERCISE_BIKE", "智能动感单车", "Smart exercise bike"},
        {"ELLIPTICAL", "智能椭圆机", "Smart elliptical"},
        {"ROWER", "智能划船机", "Smart rower"},
        {"STRENGTH", "智能力量训练机", "Smart strength trainer"},
        {"BODY_SCAN", "体测一体机", "Body composition scanner"}
    };

    private static final String[][] CLASSES = {
        {"减脂塑形", "Fat loss and body shaping"},
        {"街舞", "Street dance"},
        {"太极", "Tai chi"},
        {"瑜伽", "Yoga"},
        {"八段锦", "Baduanjin"},
        {"动感单车课", "Indoor cycling"},
        {"肩颈放松", "Neck and shoulder relief"}
    };

    private static final String[][] LECTURES = {
        {"科学健身讲座", "Lecture: exercising wisely"},
        {"心理健康讲座", "Lecture: a healthy mind"},
        {"职业病预防讲座", "Lecture: preventing occupational disease"},
        {"合理膳食讲座", "Lecture: eating well"}
    };

    private final String id;
    private final Station.Kind kind;
    private final Random random;
    private final boolean roundTheClock;
    private final List<Venue> venues = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();

    DemoStation(String id, Station.Kind kind, Random random) {
        this.id = id;
        this.kind = kind;
        this.random = random;
        roundTheClock = kind == Station.Kind.COMPREHENSIVE && random.nextInt(16) == 0;
        addVenues();
        addActivities();
    }

    static Text text(String zh, String en) {
        return new Text(zh, en);
    }

    static Venue.Weekly weekly(List<Integer> days, int fromMin, int toMin, int slotMin) {
        return new Venue.Weekly(days, new WeeklyHours.Span(fromMin, toMin), slotMin);
    }

    WeeklyHours hours() {
        WeeklyHours.Span weekday = roundTheClock ? new WeeklyHours.Span(0, 1440) : new WeeklyHours.Span(390, 1320);
        WeeklyHours.Span weekend = roundTheClock ? weekday : new WeeklyHours.Span(480, 1260);
        Map<DayOfWeek, List<WeeklyHours.Span>> byDay = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            byDay.put(day, List.of(day.getValue() <= 5 ? weekday : weekend));
        }
        return new WeeklyHours(byDay);
    }

    int occupancyMax() {
        return switch (kind) {
            case SIMPLE -> 40;
            case REGULAR -> 80;
            case COMPREHENSIVE -> 200;
        };
    }

    List<Venue> venues() {
        return List.copyOf(venues);
    }

    List<Activity> activities() {
        return List.copyOf(activities);
    }

    List<Text> services() {
        List<Text> services = new ArrayList<>();
        services.add(text("体质监测", "Fitness check"));
        if (kind != Station.Kind.SIMPLE) services.add(text("淋浴", "Showers"));
        if (kind == Station.Kind.COMPREHENSIVE) services.add(text("一对一健身指导", "One-to-one training advice"));
        if (roundTheClock) services.add(text("24小时咨询室", "24-hour consultation room"));
        return List.copyOf(services);
    }

    List<Machine> machines() {
        int count = kind == Station.Kind.SIMPLE ? 3 + random.nextInt(3) : 5 + random.nextInt(8);
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] model = MACHINES[i % MACHINES.length];
            int number = 1 + i / MACHINES.length;
            machines.add(
                    new Machine(id + "-m" + (i + 1), text(model[1] + number + "号", model[2] + " " + number), model[0]));
        }
        for (Venue bay : venues)
            if (bay.kind().equals("VR_BAY") || bay.kind().equals("AI_COACH_BAY"))
                machines.add(new Machine(id + "-m" + (machines.size() + 1), bay.name(), bay.kind(), bay.id()));
        return List.copyOf(machines);
    }

    List<Gate> gates() {
        return kind == Station.Kind.COMPREHENSIVE
                ? List.of(Gate.of(id + "-g1"), Gate.of(id + "-g2"))
                : List.of(Gate.of(id + "-g1"));
    }

    private void addVenues() {
        boolean large = kind == Station.Kind.COMPREHENSIVE;
        int floor = kind == Station.Kind.SIMPLE ? 15 : large ? 50 : 25;
        addVenue("f1", "健身区", "Gym floor", "GYM_FLOOR", Allocation.POOLED, floor, "gym", 60);
        addVenue("c1", "活动室", "Class room", "CLASS_ROOM", Allocation.POOLED, large ? 30 : 15, "gym", 60);
        int tables = kind == Station.Kind.SIMPLE ? 1 : large ? 3 + random.nextInt(2) : 2 + random.nextInt(2);
        for (int i = 1; i <= tables; i++) {
            addVenue(
                    "t" + i,
                    "乒乓球台" + i + "号",
                    "Table tennis " + i,
                    "TABLE_TENNIS",
                    Allocation.EXCLUSIVE,
                    1,
                    "court",
                    60);
        }
        if (kind == Station.Kind.SIMPLE) return;
        int courts = large ? 3 + random.nextInt(3) : random.nextInt(2);
        for (int i = 1; i <= courts; i++) {
            addVenue(
                    "b" + i,
                    "羽毛球场" + i + "号",
                    "Badminton court " + i,
                    "BADMINTON",
                    Allocation.EXCLUSIVE,
                    1,
                    "court",
                    60);
        }
        if (large && random.nextInt(3) == 0) {
            addVenue("v1", "VR健身舱", "VR bay", "VR_BAY", Allocation.EXCLUSIVE, 1, "gym", 30);
        }
        if (large && random.nextInt(3) == 0) {
            addVenue("a1", "AI教练舱", "AI-coach bay", "AI_COACH_BAY", Allocation.EXCLUSIVE, 1, "gym", 30);
        }
        if (roundTheClock || random.nextInt(3) == 0) {
            addVenue("r1", "咨询室", "Consultation room", "CONSULTATION_ROOM", Allocation.EXCLUSIVE, 1, "room", 30);
        }
    }

    private void addVenue(
            String suffix,
            String zh,
            String en,
            String kind,
            Allocation allocation,
            int places,
            String policy,
            int min) {
        List<Venue.Weekly> schedule;
        if (roundTheClock && kind.equals("CONSULTATION_ROOM")) schedule = List.of(weekly(DAILY, 0, 1440, min));
        else schedule = List.of(weekly(WEEKDAYS, 420, 1320, min), weekly(WEEKEND, 480, 1260, min));
        venues.add(new Venue(id + "-" + suffix, text(zh, en), kind, allocation, places, policy, schedule, List.of()));
    }

    private void addActivities() {
        String room = id + "-c1";
        int places = venues.get(1).capacity();
        int classes = kind == Station.Kind.COMPREHENSIVE ? 3 : 1;
        int first = random.nextInt(CLASSES.length);
        for (int i = 0; i < classes; i++) {
            String[] name = CLASSES[(first + i) % CLASSES.length];
            int fromMin = 1_110 + 15 * random.nextInt(3);
            Activity.Session session =
                    new Activity.Session(1 + i, null, null, new WeeklyHours.Span(fromMin, fromMin + 60));
            Activity.Session again =
                    new Activity.Session(4 + i % 2, null, null, new WeeklyHours.Span(1_140 - 120 * i, 1_200 - 120 * i));
            List<Activity.Session> sessions = i < 2 ? List.of(session, again) : List.of(session);
            addActivity(name, Activity.Kind.CLASS, room, places, sessions);
        }
        addActivity(LECTURES[random.nextInt(LECTURES.length)], Activity.Kind.LECTURE, room, places, lectures());
    }

    /** An hour on a Saturday in each quarter: what a station owes its members in a year. */
    private List<Activity.Session> lectures() {
        WeeklyHours.Span span = new WeeklyHours.Span(840, 900);
        List<Activity.Session> sessions = new ArrayList<>();
        int week = random.nextInt(4);
        for (LocalDate month = LocalDate.of(2026, 12, 1); month.getYear() < 2029; month = month.plusMonths(3)) {
            LocalDate date = saturday(month, week);
            sessions.add(new Activity.Session(0, date, date, span));
        }
        return List.copyOf(sessions);
    }

    /** The month's first Saturday, or a later one. */
    static LocalDate saturday(LocalDate month, int weeksLater) {
        return month.plusDays((6 - month.getDayOfWeek().getValue() + 7) % 7 + 7L * weeksLater);
    }

    private void addActivity(
            String[] name, Activity.Kind kind, String venueId, int places, List<Activity.Session> sessions) {
        activities.add(new Activity(
                id + "-a" + (activities.size() + 1), text(name[0], name[1]), kind, venueId, places, sessions));
    }
}
