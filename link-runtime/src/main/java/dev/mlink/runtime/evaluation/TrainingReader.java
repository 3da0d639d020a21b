package dev.mlink.runtime.evaluation;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads finished trainings. */
final class TrainingReader {
    private final Store store;

    TrainingReader(Store store) {
        this.store = store;
    }

    /** Empty until the Job has written it. */
    Optional<TrainingReport> report(String training) throws IOException {
        Optional<String> json = store.trainings().read(training);
        return json.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(json.get(), TrainingReport.newBuilder()).build());
    }

    /**
     * @throws MissingEvidenceException the training or its profile is not in the store
     * @throws dev.mlink.runtime.store.ArtifactException an artefact is missing or damaged
     */
    Training read(String training) throws IOException {
        TrainingReport report = report(training).orElseThrow(() -> missing(training));
        Map<String, ModelOutput> models = models(training);
        Observations profile = new ProfileReader(store.profiles()).read(report.getTraining(), models.values());
        return new Training(report, models, TrainedPredictors.load(store.artifacts(), report), profile);
    }

    private Map<String, ModelOutput> models(String training) throws IOException {
        String json = store.trainings().readPlan(training).orElseThrow(() -> missing(training));
        TrainingPlan plan = parse(json, TrainingPlan.newBuilder()).build();
        Map<String, ModelOutput> models = new LinkedHashMap<>();
        for (TrainingPlan.Model model : plan.getModelsList()) {
            models.put(model.getModel(), ModelOutput.of(model.getModel(), model.getOutput()));
        }
        return models;
    }

    private static <B extends Message.Builder> B parse(String json, B builder) throws InvalidProtocolBufferException {
        JsonFormat.parser().ignoringUnknownFields().merge(json, builder);
        return builder;
    }

    private static MissingEvidenceException missing(String training) {
        return new MissingEvidenceException("training '" + training
                + "' is not in the store; its Job writes it when it ends, and `train --plan FILE` runs it by hand");
    }
}
