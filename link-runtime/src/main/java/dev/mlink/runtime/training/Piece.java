package dev.mlink.runtime.training;

import java.util.Optional;

/** A part of a training that is done in one go and whose results are kept together. */
sealed interface Piece {

    /** Differs from that of every other piece of the plan; also for people. */
    String name();

    /** What it costs, compared with other pieces: networks times epochs. */
    long size();

    /** Passes over the training part, of each of its networks for itself. */
    long epochs();

    /** The target; empty for what predicts all models together. */
    String about();

    /**
     * All that predicts one target alone.
     *
     * @param allied whether other groups train links into it too, and are waited for
     */
    record OfTarget(String target, long size, boolean allied) implements Piece {
        @Override
        public String name() {
            return "target '" + target + "'";
        }

        @Override
        public long epochs() {
            return size;
        }

        @Override
        public String about() {
            return target;
        }
    }

    /**
     * What predicts all models together: the ridge map and the joint network.
     *
     * @param joint how the network is trained; empty for none
     */
    record OfGroup(Optional<Recipe> joint, long size) implements Piece {
        @Override
        public String name() {
            return "the group's ridge map and joint network";
        }

        @Override
        public long epochs() {
            return joint.map(Recipe::epochs).orElse(0);
        }

        @Override
        public String about() {
            return "";
        }
    }
}
