package dev.mlink.operator.group.resource;

import dev.mlink.api.v1alpha1.status.ProfiledOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What models' outputs were, by model, to status and back. */
record ProfiledOutputs(Map<String, String> byModel) {

    static ProfiledOutputs read(List<ProfiledOutput> status) {
        return new ProfiledOutputs(
                status.stream().collect(Collectors.toMap(ProfiledOutput::model, ProfiledOutput::output)));
    }

    List<ProfiledOutput> status() {
        return new TreeMap<>(byModel)
                .entrySet().stream()
                        .map(entry -> new ProfiledOutput(entry.getKey(), entry.getValue()))
                        .toList();
    }
}
