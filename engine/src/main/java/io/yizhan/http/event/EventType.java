package io.yizhan.http.event;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What programs are told of, by the names of the contract. These never change their meaning; there may be more later. */
public enum EventType {
    RESERVATION_PLACED("ReservationPlaced", "reservation.placed"),
    RESERVATION_OFFERED("PlaceOffered", "reservation.offered"),
    RESERVATION_CONFIRMED("ReservationConfirmed", "reservation.confirmed"),
    RESERVATION_CHECKED_IN("CheckedIn", "reservation.checked-in"),
    RESERVATION_NO_SHOW("NoShow", "reservation.no-show"),
    RESERVATION_CANCELLED("ReservationCancelled", "reservation.cancelled"),
    RESERVATION_EXPIRED("HoldExpired", "reservation.expired"),
    RESERVATION_COMPLETED("ReservationCompleted", "reservation.completed"),
    STRIKE_FORGIVEN("StrikeForgiven", "strike.forgiven"),
    VISITS_RECORDED("VisitsRecorded", "visits.recorded"),
    WORKOUT_RECORDED("WorkoutRecorded", "workout.recorded"),
    MEMBER_ERASED("MemberErased", "member.erased"),
    SLOTS_OPENED("SlotsOpened", "slots.opened"),
    SLOT_CAPACITY_CHANGED("SlotCapacityChanged", "slot.capacity-changed"),
    ACTIVITY_PLANNED("ActivityPlanned", "activity.planned"),
    ACTIVITY_DECIDED("ActivityDecided", "activity.decided"),
    CLOSURE_BEGAN("ClosureBegan", "closure.began"),
    CLOSURE_VENUE("VenueClosed", "closure.venue"),
    CLOSURE_CARRIED_OUT("ClosureCarriedOut", "closure.carried-out"),
    CLOSURE_LIFTED("ClosureLifted", "closure.lifted"),
    VENUE_DEFINED("VenueDefined", "venue.defined"),
    EQUIPMENT_MARKED("EquipmentMarked", "equipment.marked"),
    GATE_PASSAGES("GateEventsRecorded", "gate.passages"),
    OCCUPANCY_CORRECTED("OccupancyCorrected", "occupancy.corrected"),
    OPERATOR_ACTED("OperatorActed", "operator.acted"),
    DRAW_ANNOUNCED("DrawAnnounced", "draw.announced"),
    DRAW_ENTERED("DrawEntered", "draw.entered"),
    DRAW_CLOSED("DrawClosed", "draw.closed"),
    DRAW_PART_GIVEN("DrawPartGiven", "draw.part-given"),
    DRAW_DECIDED("DrawDecided", "draw.decided"),
    DRAW_CARRIED_OUT("DrawCarriedOut", "draw.carried-out"),
    COMPANIONS_INVITED("CompanionsInvited", "companions.invited"),
    INVITATION_ACCEPTED("InvitationAccepted", "invitation.accepted"),
    INVITATION_WITHDRAWN("InvitationWithdrawn", "invitation.withdrawn"),
    ORDER_QUOTED("OrderQuoted", "order.quoted"),
    ORDER_BOOKED("OrderBooked", "order.booked"),
    ORDER_NOTICED("OrderNoticed", "order.noticed"),
    ORDER_ERASED("OrderErased", "order.erased");

    /**
     * Kinds that nobody is told of: what leaves the engine's memory and is nothing to anybody else; and that somebody's body was measured, which
     * is the member's own matter.
     */
    public static final List<String> UNTOLD =
            List.of("ReservationArchived", "SlotsRetired", "GateBootForgotten", "BodyChecked");

    private static final Map<String, EventType> BY_KIND =
            Arrays.stream(values()).collect(Collectors.toMap(it -> it.kind, Function.identity()));
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(it -> it.text, Function.identity()));

    /** As the audit trail has it. */
    public final String kind;
    /** As the contract has it. */
    public final String text;

    EventType(String kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /** Null where nobody is told of such. */
    public static @Nullable EventType ofKind(String kind) {
        return BY_KIND.get(kind);
    }

    /** Null where nothing is called so. */
    public static @Nullable EventType named(String text) {
        return BY_NAME.get(text);
    }
}
