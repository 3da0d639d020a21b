package dev.mlink.operator.group.observation;

import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInstanceGroup;
import dev.mlink.triton.wire.ModelInstanceGroup.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A model's place as its configuration says it: {@code instance_group}, with count, kind and gpus. */
public record InstanceGroups(Devices devices) {

    /** Where a model is that takes no memory of a GPU. */
    private static final String ELSEWHERE = "cpu";

    /** Where a model of this configuration is loaded, by device. Groups for every GPU are on every device. */
    public List<Seat> seats(ModelConfig config) {
        Map<String, Integer> counts = new TreeMap<>();
        for (ModelInstanceGroup group : config.getInstanceGroupList()) {
            places(group).forEach(device -> counts.merge(device, Math.max(1, group.getCount()), Integer::sum));
        }
        return counts.entrySet().stream()
                .map(count -> new Seat(count.getKey(), count.getValue()))
                .toList();
    }

    /**
     * The configuration with another {@code instance_group} and nothing else changed: only then does Triton change a
     * loaded model in place. A budget that is not divided keeps kind and GPUs as they are.
     */
    public ModelConfig placed(ModelConfig config, Seat seat) {
        ModelInstanceGroup.Builder group = config.getInstanceGroupCount() > 0
                ? config.getInstanceGroup(0).toBuilder()
                : ModelInstanceGroup.newBuilder();
        group.setCount(seat.instances());
        if (devices.divided()) {
            group.setKind(Kind.KIND_GPU).clearGpus().addGpus(Integer.parseInt(seat.device()));
        }
        return config.toBuilder().clearInstanceGroup().addInstanceGroup(group).build();
    }

    private Collection<String> places(ModelInstanceGroup group) {
        if (!devices.divided()) {
            return List.of(Devices.WHOLE);
        }
        boolean gpu = group.getKind() == Kind.KIND_GPU || group.getKind() == Kind.KIND_AUTO;
        if (!gpu) {
            return List.of(ELSEWHERE);
        }
        return group.getGpusCount() == 0
                ? devices.bytes().keySet()
                : group.getGpusList().stream().map(String::valueOf).toList();
    }
}
