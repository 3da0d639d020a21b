package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.runtime.profiling.FreezeRequest;
import dev.mlink.runtime.profiling.ModelProgress;

/** Profiles as the operator asks for them and reads them. */
final class ProfileMessages {

    FreezeRequest freeze(ProfileRequest request) {
        return new FreezeRequest(request.getProfile(), request.getSamples(), request.getAfter());
    }

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
