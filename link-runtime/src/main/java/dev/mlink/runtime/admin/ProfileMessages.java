package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.runtime.profiling.ModelProgress;

/** A profile's progress as the operator reads it. */
final class ProfileMessages {

    ProfileProgress of(dev.mlink.runtime.profiling.ProfileProgress progress) {
        return ProfileProgress.newBuilder()
                .setProfile(progress.profile())
                .setSamples(progress.samples())
                .addAllModels(
                        progress.models().stream().map(ProfileMessages::of).toList())
                .build();
    }

    private static ProfileProgress.ModelProgress of(ModelProgress model) {
        return ProfileProgress.ModelProgress.newBuilder()
                .setModel(model.model())
                .setDone(model.done())
                .setMillisPerSample(model.millisPerSample())
                .setError(model.error())
                .setComplete(model.complete())
                .build();
    }
}
