package dev.mlink.runtime.federation;

/** How long a group waits for another. */
@FunctionalInterface
public interface Patience {
    /**
     * Pauses before the next look.
     *
     * @param looks how often was looked in vain, from 1
     * @return false when it has been waited long enough
     */
    boolean another(int looks);

    /** Looks once a second for this long. */
    static Patience ofSeconds(int seconds) {
        return looks -> {
            if (looks > seconds) {
                return false;
            }
            try {
                Thread.sleep(1000);
                return true;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
