package io.yizhan.town;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Gate;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.WeeklyHours;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A station as a test wants it, or another one with some of it changed. What isn't said is plain: {@code s} has one gate, {@code s-g1}. */
public final class StationBuilder {
    private String id;
    private Text name;
    private Station.Kind kind = Station.Kind.REGULAR;
    private String districtId = CityBuilder.DISTRICT.id();
    private Text address = new Text("南京东路1号", "1 Nanjing Road East");
    private double lonDeg = 121.5;
    private double latDeg = 31.2;
    private WeeklyHours hours = daily(6 * 60, 24 * 60);
    private int occupancyMax = 50;
    private Text host = new Text("某公司", "Some company");
    private String hostEmployer = "";
    private String group = "";
    private List<Text> services = List.of();
    private boolean synthetic = true;
    private List<Venue> venues = List.of();
    private List<Machine> machines = List.of();
    private List<Gate> gates;
    private List<Activity> activities = List.of();

    private StationBuilder(String id, Text name, List<Gate> gates) {
        this.id = id;
        this.name = name;
        this.gates = gates;
    }

    public static StationBuilder station(String id) {
        return new StationBuilder(id, new Text("驿站" + id, "Station " + id), List.of(Gate.of(id + "-g1")));
    }

    public static StationBuilder like(Station station) {
        StationBuilder same = new StationBuilder(station.id(), station.name(), station.gates());
        same.kind = station.kind();
        same.districtId = station.districtId();
        same.address = station.address();
        same.lonDeg = station.lonDeg();
        same.latDeg = station.latDeg();
        same.hours = station.hours();
        same.occupancyMax = station.occupancyMax();
        same.host = station.host();
        same.hostEmployer = station.hostEmployer();
        same.group = station.group();
        same.services = station.services();
        same.synthetic = station.synthetic();
        same.venues = station.venues();
        same.machines = station.machines();
        same.activities = station.activities();
        return same;
    }

    public StationBuilder id(String id) {
        this.id = id;
        return this;
    }

    public StationBuilder name(Text name) {
        this.name = name;
        return this;
    }

    public StationBuilder address(Text address) {
        this.address = address;
        return this;
    }

    public StationBuilder kind(Station.Kind kind) {
        this.kind = kind;
        return this;
    }

    public StationBuilder district(String districtId) {
        this.districtId = districtId;
        return this;
    }

    public StationBuilder at(double lonDeg, double latDeg) {
        this.lonDeg = lonDeg;
        this.latDeg = latDeg;
        return this;
    }

    public StationBuilder hours(WeeklyHours hours) {
        this.hours = hours;
        return this;
    }

    public StationBuilder occupancyMax(int people) {
        occupancyMax = people;
        return this;
    }

    public StationBuilder hostEmployer(String employer) {
        hostEmployer = employer;
        return this;
    }

    public StationBuilder group(String group) {
        this.group = group;
        return this;
    }

    public StationBuilder services(List<Text> services) {
        this.services = services;
        return this;
    }

    public StationBuilder venues(List<Venue> venues) {
        this.venues = venues;
        return this;
    }

    public StationBuilder machines(List<Machine> machines) {
        this.machines = machines;
        return this;
    }

    public StationBuilder gates(List<Gate> gates) {
        this.gates = gates;
        return this;
    }

    public StationBuilder activities(List<Activity> activities) {
        this.activities = activities;
        return this;
    }

    /** The same hours on all days of the week. */
    public static WeeklyHours daily(int fromMin, int toMin) {
        Map<DayOfWeek, List<WeeklyHours.Span>> byDay = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) byDay.put(day, List.of(new WeeklyHours.Span(fromMin, toMin)));
        return new WeeklyHours(byDay);
    }

    public Station build() {
        return new Station(
                id,
                name,
                kind,
                districtId,
                address,
                lonDeg,
                latDeg,
                hours,
                occupancyMax,
                host,
                hostEmployer,
                group,
                services,
                synthetic,
                venues,
                machines,
                gates,
                activities);
    }
}
