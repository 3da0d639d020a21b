package dev.mlink.operator.triton;

/**
 * What a container's memory is, as far as it counts against a budget on a CPU: process memory and shared memory, not
 * the page cache, which the kernel takes back when it needs to.
 */
public interface MemoryMeter {

    /**
     * Reads the newest figure there is. It is some 10 to 15 s old: for the cost of a model wait until
     * {@link MemoryReading.Measured#at} is later than what is to be measured.
     */
    MemoryReading read(String namespace, String pod, String container);
}
