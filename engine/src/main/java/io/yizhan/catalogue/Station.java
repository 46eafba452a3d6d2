package io.yizhan.catalogue;

import java.util.List;

/**
 * A fitness station: a place with venues to book, machines, gates and activities.
 *
 * @param id unique in the city, for instance sh-001
 * @param lonDeg WGS-84
 * @param latDeg WGS-84
 * @param occupancyMax people who may be inside at once
 * @param host the employer whose premises it is in
 * @param hostEmployer what tokens of its staff have as their employer; "" where that is not known, and so nobody comes first
 * @param group of stations on all of which together policies may limit a member, for instance a campus; "" for none
 * @param services what it offers besides venues, for instance a consultation room
 * @param synthetic invented for a demonstration, not a real place
 */
public record Station(
        String id,
        Text name,
        Kind kind,
        String districtId,
        Text address,
        double lonDeg,
        double latDeg,
        WeeklyHours hours,
        int occupancyMax,
        Text host,
        String hostEmployer,
        String group,
        List<Text> services,
        boolean synthetic,
        List<Venue> venues,
        List<Machine> machines,
        List<Gate> gates,
        List<Activity> activities) {

    /** By floor area and equipment: 简易型, 常规型, 综合型. */
    public enum Kind {
        SIMPLE,
        REGULAR,
        COMPREHENSIVE
    }
}
