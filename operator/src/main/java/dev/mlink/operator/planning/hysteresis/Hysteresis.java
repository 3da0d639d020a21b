package dev.mlink.operator.planning.hysteresis;

import java.time.Duration;
import java.util.Locale;

/**
 * Switches for a gain that is worth having, is no chance, and makes up for the switch; and not before the set in force has
 * been there long enough. A model's minimum comes before all of that. The caller does not ask where the set in force was
 * chosen for another spec, another budget or other models.
 */
public record Hysteresis(Reluctance reluctance) {

    public Ruling rule(Challenge challenge) {
        Lead lead = challenge.lead();
        if (!challenge.spared().isEmpty()) {
            return new Ruling.Switch("the set before left " + String.join(", ", challenge.spared())
                    + " below spec.models[].minPerformance");
        }
        String would = String.join(", ", challenge.challenger()) + " would " + (lead.gain() < 0 ? "lose " : "gain ")
                + number(Math.abs(lead.gain()));
        if (challenge.age().compareTo(reluctance.minimumDwell()) < 0) {
            return new Ruling.Keep(would + ", but this set is " + text(challenge.age())
                    + " old, below spec.selection.minimumDwell " + text(reluctance.minimumDwell()));
        }
        if (lead.gain() < reluctance.minimumGain()) {
            return new Ruling.Keep(would + ", below spec.selection.minimumGain " + reluctance.minimumGain());
        }
        if (lead.gain() <= lead.margin()) {
            return new Ruling.Keep(would + ", within what chance does on " + lead.samples() + " samples (95 %: +-"
                    + number(lead.margin()) + ")");
        }
        if (lead.gain() <= challenge.cost().perPeriod()) {
            return new Ruling.Keep(would + ", less than the switch costs: "
                    + number(challenge.cost().loss()) + " for "
                    + text(challenge.cost().takes()) + " of "
                    + text(challenge.cost().period()));
        }
        return new Ruling.Switch(
                "gains " + number(lead.gain()) + " (95 %: +-" + number(lead.margin()) + ") over the set before");
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, "%.3f", figure);
    }

    /** As a user writes it, such as 1h30m. */
    private static String text(Duration duration) {
        String iso = Duration.ofSeconds(duration.toSeconds()).toString();
        return iso.substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
