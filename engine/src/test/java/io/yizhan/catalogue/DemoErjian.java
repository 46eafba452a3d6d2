package io.yizhan.catalogue;

import static io.yizhan.catalogue.DemoStation.DAILY;
import static io.yizhan.catalogue.DemoStation.text;
import static io.yizhan.catalogue.DemoStation.weekly;

import io.yizhan.catalogue.Venue.Allocation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The one station of the demo city that exists. The press tells its name, its size of over 1,000 m², its classes and its
 * tournament; position, courts and times are assumed, and its address says so.
 */
final class DemoErjian {
    static final String DISTRICT_ID = "310110";
    private static final String ID = "sh-001";

    private DemoErjian() {}

    static Station station() {
        Map<DayOfWeek, List<WeeklyHours.Span>> byDay = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) byDay.put(day, List.of(new WeeklyHours.Span(390, 1320)));
        return new Station(
                ID,
                text("上海建工二建集团有限公司职工健身驿站", "Shanghai Construction No. 2 Group Workers' Fitness Station (Erjian)"),
                Station.Kind.COMPREHENSIVE,
                DISTRICT_ID,
                text(
                        "上海市杨浦区（位置为近似值，场地与时间为演示数据）",
                        "Yangpu, Shanghai (approximate position; venues and times are assumed)"),
                121.5262,
                31.2886,
                new WeeklyHours(byDay),
                240,
                text("上海建工二建集团有限公司", "Shanghai Construction No. 2 (Group) Co., Ltd."),
                "",
                "",
                List.of(text("面积1000平方米以上", "Over 1,000 m²"), text("体质监测", "Fitness check"), text("淋浴", "Showers")),
                false,
                venues(),
                machines(),
                List.of(Gate.of(ID + "-g1"), Gate.of(ID + "-g2")),
                activities());
    }

    private static List<Venue> venues() {
        List<Venue> venues = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            venues.add(
                    venue("b" + i, "羽毛球场" + i + "号", "Badminton court " + i, "BADMINTON", Allocation.EXCLUSIVE, 1, 60));
        }
        for (int i = 1; i <= 4; i++) {
            venues.add(
                    venue("t" + i, "乒乓球台" + i + "号", "Table tennis " + i, "TABLE_TENNIS", Allocation.EXCLUSIVE, 1, 60));
        }
        venues.add(venue("f1", "健身区", "Gym floor", "GYM_FLOOR", Allocation.POOLED, 60, 60));
        venues.add(venue("c1", "操房", "Class room", "CLASS_ROOM", Allocation.POOLED, 30, 60));
        venues.add(venue("h1", "综合馆", "Hall", "HALL", Allocation.POOLED, 64, 60));
        venues.add(venue("v1", "VR健身舱", "VR bay", "VR_BAY", Allocation.EXCLUSIVE, 1, 30));
        venues.add(venue("a1", "AI教练舱", "AI-coach bay", "AI_COACH_BAY", Allocation.EXCLUSIVE, 1, 30));
        venues.add(venue("r1", "咨询室", "Consultation room", "CONSULTATION_ROOM", Allocation.EXCLUSIVE, 1, 30));
        return List.copyOf(venues);
    }

    private static Venue venue(
            String suffix, String zh, String en, String kind, Allocation allocation, int places, int slotMin) {
        String policy = kind.equals("CONSULTATION_ROOM") ? "room" : places == 1 && slotMin == 60 ? "court" : "gym";
        return new Venue(
                ID + "-" + suffix,
                text(zh, en),
                kind,
                allocation,
                places,
                policy,
                List.of(weekly(DAILY, 420, 1320, slotMin)),
                List.of());
    }

    private static List<Machine> machines() {
        List<Machine> machines = new ArrayList<>();
        for (int i = 1; i <= 6; i++)
            machines.add(machine(machines, "智能跑步机" + i + "号", "Smart treadmill " + i, "TREADMILL"));
        for (int i = 1; i <= 4; i++)
            machines.add(machine(machines, "智能动感单车" + i + "号", "Smart exercise bike " + i, "EXERCISE_BIKE"));
        for (int i = 1; i <= 2; i++) machines.add(machine(machines, "智能划船机" + i + "号", "Smart rower " + i, "ROWER"));
        machines.add(machine(machines, "智能力量训练机", "Smart strength trainer", "STRENGTH"));
        machines.add(machine(machines, "体测一体机", "Body composition scanner", "BODY_SCAN"));
        machines.add(bay(machines, "VR健身舱", "VR bay", "VR_BAY", "v1"));
        machines.add(bay(machines, "AI教练舱", "AI-coach bay", "AI_COACH_BAY", "a1"));
        return List.copyOf(machines);
    }

    private static Machine machine(List<Machine> before, String zh, String en, String kind) {
        return new Machine(ID + "-m" + (before.size() + 1), text(zh, en), kind);
    }

    /** One that is booked by the half hour, as the venue that it is. */
    private static Machine bay(List<Machine> before, String zh, String en, String kind, String venue) {
        return new Machine(ID + "-m" + (before.size() + 1), text(zh, en), kind, ID + "-" + venue);
    }

    private static List<Activity> activities() {
        return List.of(
                evenings("a1", text("减脂塑形", "Fat loss and body shaping"), 1, 4),
                evenings("a2", text("街舞", "Street dance"), 2, 5),
                evenings("a3", text("太极", "Tai chi"), 3, 6),
                new Activity(
                        ID + "-a4",
                        text("乒羽争霸赛", "Table tennis and badminton tournament"),
                        Activity.Kind.TOURNAMENT,
                        ID + "-h1",
                        64,
                        saturdays(1, 1, new WeeklyHours.Span(540, 1020)),
                        PAIRS),
                new Activity(
                        ID + "-a5",
                        text("科学健身讲座", "Lecture: exercising wisely"),
                        Activity.Kind.LECTURE,
                        ID + "-c1",
                        30,
                        saturdays(2, 2, new WeeklyHours.Span(840, 900))),
                new Activity(
                        ID + "-a6",
                        text("八段锦入门班", "Baduanjin for beginners, four Sundays"),
                        Activity.Kind.CLASS,
                        ID + "-c1",
                        20,
                        List.of(new Activity.Session(
                                7,
                                LocalDate.of(2026, 12, 6),
                                LocalDate.of(2026, 12, 27),
                                new WeeklyHours.Span(600, 690))),
                        COURSE));
    }

    /** Eight pairs, two days before. */
    private static final Activity.Entry PAIRS = new Activity.Entry(2, 2, 16, 2_880, false);

    /** Five people, a day before the first Sunday. */
    private static final Activity.Entry COURSE = new Activity.Entry(1, 20, 5, 1_440, true);

    private static Activity evenings(String suffix, Text name, int day, int otherDay) {
        WeeklyHours.Span span = new WeeklyHours.Span(1_110, 1_200);
        return new Activity(
                ID + "-" + suffix,
                name,
                Activity.Kind.CLASS,
                ID + "-c1",
                30,
                List.of(new Activity.Session(day, null, null, span), new Activity.Session(otherDay, null, null, span)));
    }

    private static List<Activity.Session> saturdays(int weeksLater, int everyMonths, WeeklyHours.Span span) {
        List<Activity.Session> sessions = new ArrayList<>();
        for (LocalDate month = LocalDate.of(2026, 11, 1);
                month.getYear() < 2029;
                month = month.plusMonths(everyMonths)) {
            LocalDate date = DemoStation.saturday(month, weeksLater);
            sessions.add(new Activity.Session(0, date, date, span));
        }
        return List.copyOf(sessions);
    }
}
