package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.ProfileStore;
import dev.mlink.runtime.store.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what the models of a profile answered. */
public final class ProfileReader {
    private final ProfileStore profiles;

    public ProfileReader(ProfileStore profiles) {
        this.profiles = profiles;
    }

    /**
     * The samples of a profile on which every model answered with finite numbers, in time order.
     *
     * @throws MissingEvidenceException the profile is not there, or a model has not run on it
     * @throws IllegalArgumentException outputs are not what is declared
     */
    public Observations read(String profile, Collection<ModelOutput> models) throws IOException {
        Samples samples = profiles.inputs(profile)
                .orElseThrow(() -> new MissingEvidenceException("profile '" + profile
                        + "' is not in the store; the link-runtime writes it when the operator asks for a profile"));
        List<OutputArray> outputs = new ArrayList<>();
        for (ModelOutput model : models) {
            NpyArray output = profiles.output(profile, model.model())
                    .orElseThrow(() -> new MissingEvidenceException("profile '" + profile
                            + "' has no outputs of model '" + model.model() + "'; profile that model first"));
            if (output.rows() != samples.size()) {
                throw new IllegalArgumentException("profile '" + profile + "' has " + samples.size()
                        + " samples, but model '" + model.model() + "' has " + output.rows() + " outputs");
            }
            outputs.add(new OutputArray(model, output));
        }
        return new OutputArrays(outputs)
                .at(
                        samples.times().longs(),
                        samples.audit().booleans(),
                        samples.streams().texts());
    }
}
