package dev.mlink.runtime.training;

/**
 * Which part of a training is this pod's.
 *
 * @param index from 0, as Kubernetes numbers the pods of an Indexed Job
 * @param count of the pods that train together
 */
record Share(int index, int count) {
    static final Share WHOLE = new Share(0, 1);

    /** @throws IllegalArgumentException naming the option, its value and what to write instead */
    Share {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "--shares is " + count + "; write how many pods train together, 1 or more");
        }
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("--share is " + index + " of " + count + " (--shares); write 0 to "
                    + (count - 1) + ", or leave it to JOB_COMPLETION_INDEX");
        }
    }
}
