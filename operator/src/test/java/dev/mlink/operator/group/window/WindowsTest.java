package dev.mlink.operator.group.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<String> ZONES = List.of(
            "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia");

    @Test
    void withoutAnyItIsAlwaysTheTime() {
        Instant now = Instant.parse("2026-05-04T03:00:00Z");
        assertThat(Windows.ALWAYS.open(now)).isTrue();
        assertThat(Windows.ALWAYS.openFrom(now)).isEqualTo(now);
    }

    /** Monday and Tuesday from 2 to 5 at night in Berlin; the clocks leap on 29 March and fall back on 25 October 2026. */
    @ParameterizedTest
    @CsvSource({
        "2026-05-04T02:00:00+02:00, true,  2026-05-04T00:00:00Z, opens on time",
        "2026-05-04T04:59:59+02:00, true,  2026-05-04T02:59:59Z, still open",
        "2026-05-04T05:00:00+02:00, false, 2026-05-05T00:00:00Z, closed: tomorrow",
        "2026-05-05T05:00:00+02:00, false, 2026-05-11T00:00:00Z, closed: next Monday",
        "2026-05-04T01:59:59+02:00, false, 2026-05-04T00:00:00Z, a second early",
        "2026-12-07T01:00:00+01:00, false, 2026-12-07T01:00:00Z, in winter an hour later by UTC",
    })
    void opensByLocalTime(String at, boolean open, Instant from, String what) {
        Windows windows = windows(window("02:00", "PT3H", BERLIN, DayOfWeek.MONDAY, DayOfWeek.TUESDAY));
        Instant now = ZonedDateTime.parse(at).toInstant();

        assertThat(windows.open(now)).as(what).isEqualTo(open);
        assertThat(windows.openFrom(now)).as(what).isEqualTo(from);
    }

    @Test
    void aStartThatTheClocksLeapOverComesAsMuchLater() {
        Windows windows = windows(window("02:30", "PT1H", BERLIN, DayOfWeek.SUNDAY));
        Instant saturday = Instant.parse("2026-03-28T12:00:00Z");

        assertThat(windows.openFrom(saturday)).isEqualTo(Instant.parse("2026-03-29T01:30:00Z")); // 03:30 there
        assertThat(windows.open(Instant.parse("2026-03-29T02:29:59Z"))).isTrue();
        assertThat(windows.open(Instant.parse("2026-03-29T02:30:00Z"))).isFalse();
    }

    @Test
    void aStartThatComesTwiceIsTheFirstAndTheWindowIsNoLonger() {
        Windows windows = windows(window("02:30", "PT1H", BERLIN, DayOfWeek.SUNDAY));
        Instant saturday = Instant.parse("2026-10-24T12:00:00Z");

        assertThat(windows.openFrom(saturday)).isEqualTo(Instant.parse("2026-10-25T00:30:00Z")); // 02:30 summer time
        assertThat(windows.open(Instant.parse("2026-10-25T01:30:00Z")))
                .as("02:30 again, in winter time")
                .isFalse();
    }

    @Test
    void isOpenPastMidnight() {
        Windows windows = windows(window("23:00", "PT4H", BERLIN, DayOfWeek.FRIDAY));

        assertThat(windows.open(Instant.parse("2026-05-09T00:59:00Z")))
                .as("Saturday, 02:59")
                .isTrue();
        assertThat(windows.open(Instant.parse("2026-05-09T01:00:00Z"))).isFalse();
    }

    @Test
    void theNextOfSeveralCounts() {
        Windows windows = windows(
                window("02:00", "PT1H", BERLIN, DayOfWeek.WEDNESDAY),
                window("20:00", "PT1H", BERLIN, DayOfWeek.MONDAY));

        assertThat(windows.openFrom(Instant.parse("2026-05-04T10:00:00Z"))).isEqualTo("2026-05-04T18:00:00Z");
        assertThat(windows.openFrom(Instant.parse("2026-05-04T19:00:00Z"))).isEqualTo("2026-05-06T00:00:00Z");
    }

    /** Whatever the zone, the season and the window: it opens when it says, and not a moment earlier. */
    @Test
    void opensExactlyWhenItSays() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            Windows windows = windows(random(random), random(random));
            Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 24 * 3600));

            Instant opens = windows.openFrom(now);

            assertThat(windows.open(opens)).isTrue();
            assertThat(opens).isAfterOrEqualTo(now).isBefore(now.plus(Duration.ofDays(8)));
            for (Instant early = now; early.isBefore(opens); early = early.plus(Duration.ofMinutes(17))) {
                assertThat(windows.open(early)).as("%s at %s", windows, early).isFalse();
            }
        }
    }

    private static Window random(Random random) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(3) == 0) {
                days.add(day);
            }
        }
        return new Window(
                LocalTime.of(random.nextInt(24), random.nextInt(60)),
                Duration.ofMinutes(1 + random.nextInt(24 * 60)),
                days,
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
    }

    private static Window window(String start, String length, ZoneId zone, DayOfWeek... days) {
        return new Window(LocalTime.parse(start), Duration.parse(length), Set.of(days), zone);
    }

    private static Windows windows(Window... windows) {
        return new Windows(List.of(windows));
    }
}
