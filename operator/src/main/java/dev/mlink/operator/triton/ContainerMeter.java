package dev.mlink.operator.triton;

/** One way to the memory of a container. */
interface ContainerMeter {

    /** The newest figure there is. */
    MemoryReading read(String namespace, String pod, String container);
}
