package dev.mlink.operator.group.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A maintenance window that comes again.
 *
 * <p>It opens at the local time {@code start}, and is open for as long as {@code length} says, whatever the clocks are set to
 * meanwhile. On a day on which the clocks leap over its start, it opens as much later as they leap; where its start comes
 * twice, at the first.
 *
 * @param days on which it opens; empty means every day
 * @param length at most a day
 */
public record Window(LocalTime start, Duration length, Set<DayOfWeek> days, ZoneId zone) {

    /** An opening of yesterday may still be open, and one of tomorrow's date be over already elsewhere. */
    private static final int DAYS_BACK = 2;

    private static final int DAYS_AHEAD = 9;

    public Window {
        days = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days);
    }

    boolean open(Instant at) {
        return openings(at).anyMatch(opening -> !opening.isAfter(at) && at.isBefore(opening.plus(length)));
    }

    /** The first opening after a time. */
    Optional<Instant> next(Instant after) {
        return openings(after).filter(opening -> opening.isAfter(after)).min(Instant::compareTo);
    }

    private Stream<Instant> openings(Instant around) {
        LocalDate today = around.atZone(zone).toLocalDate();
        List<LocalDate> dates = IntStream.rangeClosed(-DAYS_BACK, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .toList();
        return dates.stream()
                .filter(date -> days.contains(date.getDayOfWeek()))
                .map(date -> ZonedDateTime.of(date, start, zone).toInstant());
    }
}
