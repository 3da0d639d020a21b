package dev.mlink.runtime.federation;

import java.io.IOException;
import java.util.Optional;

/** Where the groups of one exchange leave their weights for one another. */
public interface Exchange {
    /** What all links begin with; round 1 is the first that was trained. */
    int START = 0;

    /** Of which groups it is, and how often they met. */
    String name();

    /** Agrees on what all links begin with: what the first group to come proposes. */
    Contribution begin(Contribution proposal) throws IOException;

    /** Leaves what was learned in a round. */
    void publish(int round, Contribution own) throws IOException;

    /** What a group left in a round; empty until it has. */
    Optional<Contribution> read(int round, String group) throws IOException;
}
