package dev.mlink.operator.triton;

import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;

/**
 * Triton's repository API, one endpoint at a time. Every call ends within a deadline and every failure is a
 * {@link TritonReply}; nothing is thrown and nothing is retried, since the next pass observes again.
 *
 * <p>Calls are gRPC only: load and unload over HTTP would block Triton's event loop and with it live inference.
 */
public interface TritonControl {

    /** The same for Tritons that ask for this before they answer. */
    TritonControl showing(TritonAccess access);

    /** What the repository holds and in which state; the truth that steps are decided on. */
    TritonReply<RepositoryIndex> index(TritonAddress endpoint);

    /** Configuration and metadata of a model that is loaded; refused when it is not, since Triton then answers neither. */
    TritonReply<ModelDescription> describe(TritonAddress endpoint, String model);

    /** The same Tritons; a load is waited for so long and no longer. */
    TritonControl waiting(Duration load);

    /**
     * Loads a model and waits until it is READY. Loading what is loaded does nothing. Refused carries Triton's reason
     * (no such directory, a broken model, not in explicit mode). Unreachable leaves the outcome open: a load cannot be
     * cancelled and may still be under way, the index tells.
     */
    TritonReply<Done> load(TritonAddress endpoint, String model);

    /**
     * Loads a model with this configuration in place of the repository's, and waits until it is READY. A model that is
     * loaded with all of it but {@code instance_group} is changed in place: new instances are made, then old ones go, and
     * it answers all the time. That needs the model's directory to be unchanged, else both copies are held for a while.
     */
    TritonReply<Done> load(TritonAddress endpoint, ModelConfig config);

    /**
     * Asks for a model to be unloaded. Ok comes back before the memory is free and while accepted requests still run:
     * the index says {@link ModelState#UNLOADED} when it is over. Unloading what is not loaded is Ok.
     */
    TritonReply<Done> unload(TritonAddress endpoint, String model);

    /**
     * The same of an ensemble, and what it composes stays. {@link #unload} takes that along as far as no other loaded ensemble
     * needs it and nobody has loaded it by its own name.
     */
    TritonReply<Done> unloadAlone(TritonAddress endpoint, String model);

    /**
     * What Triton tells on its metrics port.
     *
     * @param metrics host and metrics port
     */
    TritonReply<MetricsPage> metrics(TritonAddress metrics);

    /**
     * Runs a loaded model on zeros at its largest batch for about a second, and asks what its backend reports to take.
     * Refused for a model that does not take zeros, that is slower than the deadline, or that wants to be asked otherwise.
     */
    TritonReply<Exercise> exercise(TritonAddress endpoint, String model);

    /** There is nothing to say but that it was done. */
    enum Done {
        DONE
    }
}
