package dev.mlink.operator.triton;

/**
 * What a Triton takes of the memory that its budget counts. On a CPU that is process memory and shared memory of its
 * container, not the page cache, which the kernel takes back when it needs to.
 */
public interface MemoryMeter {

    /**
     * Reads the newest figure there is. It may be some 10 to 15 s old: for the cost of a model wait until
     * {@link MemoryReading.Measured#at} is later than what is to be measured.
     */
    MemoryReading read(MeteredTriton triton);
}
