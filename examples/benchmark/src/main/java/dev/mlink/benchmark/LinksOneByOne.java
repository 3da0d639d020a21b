package dev.mlink.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The links of a plan with DJL, one after another: what the trainer of the link-runtime is measured against.
 *
 * <p>{@code LinksOneByOne PROFILE PLAN.json}: the profile's directory in a store, and the plan that the trainer gets.
 */
final class LinksOneByOne {
    private final NDManager manager;
    private final Map<String, NDArray> outputs = new HashMap<>();
    private final Map<String, Task> tasks = new HashMap<>();

    private LinksOneByOne(NDManager manager) {
        this.manager = manager;
    }

    public static void main(String... arguments) throws IOException {
        Path profile = Path.of(arguments[0]);
        TrainingPlan.Builder plan = TrainingPlan.newBuilder();
        JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(Path.of(arguments[1])), plan);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            new LinksOneByOne(manager).train(profile, plan.build());
        }
    }

    private void train(Path profile, TrainingPlan plan) throws IOException {
        for (TrainingPlan.Model model : plan.getModelsList()) {
            outputs.put(model.getModel(), read(profile.resolve(model.getModel() + ".npz")));
            tasks.put(model.getModel(), model.getOutput().getTask());
        }
        for (TrainingPlan.Link link : plan.getLinksList()) {
            Task task = tasks.get(link.getTarget());
            boolean scaled = task == Task.REGRESSION || task == Task.BOUNDING_BOX;
            NDArray exact = outputs.get(link.getTarget());
            try (NDManager own = manager.newSubManager()) {
                NDArray inputs = standardised(outputs.get(link.getSource()), own);
                NDArray labels = scaled ? standardised(exact, own) : exact;
                float loss = new FrameworkLink(inputs, labels, task, link.getTraining()).train();
                System.out.printf("%s -> %s trained, loss %.4f%n", link.getSource(), link.getTarget(), loss);
            }
        }
    }

    private NDArray read(Path file) throws IOException {
        NpyArray output = new NpzFile(file).read().get("output");
        return manager.create(output.floats(), new Shape(output.rows(), output.columns()));
    }

    private static NDArray standardised(NDArray output, NDManager manager) {
        NDArray centred = output.sub(output.mean(new int[] {0}));
        NDArray deviation = centred.square().mean(new int[] {0}).sqrt().add(1e-6);
        NDArray standard = centred.div(deviation);
        standard.attach(manager);
        return standard;
    }
}
