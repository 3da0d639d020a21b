package dev.mlink.operator.planning.switching;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/** Bytes on each device of one endpoint; a device that is not named has none. */
record DeviceBytes(SortedMap<String, Long> byDevice) {

    static final DeviceBytes NONE = new DeviceBytes(new TreeMap<>());

    DeviceBytes {
        byDevice = Collections.unmodifiableSortedMap(new TreeMap<>(byDevice));
    }

    static DeviceBytes on(String device, long bytes) {
        return new DeviceBytes(new TreeMap<>(Map.of(device, bytes)));
    }

    /** The same on each of these devices. */
    static DeviceBytes onEach(Iterable<String> devices, long bytes) {
        var each = new TreeMap<String, Long>();
        devices.forEach(device -> each.put(device, bytes));
        return new DeviceBytes(each);
    }

    long on(String device) {
        return byDevice.getOrDefault(device, 0L);
    }

    long total() {
        return byDevice.values().stream().mapToLong(Long::longValue).sum();
    }

    DeviceBytes plus(DeviceBytes other) {
        return combined(other, Long::sum);
    }

    DeviceBytes minus(DeviceBytes other) {
        return combined(other, (mine, theirs) -> mine - theirs);
    }

    /** What is needed of this beyond what there is, by device; empty where it suffices. */
    DeviceBytes beyond(DeviceBytes there) {
        var missing = new TreeMap<String, Long>();
        byDevice.forEach((device, bytes) -> {
            if (bytes > 0 && bytes > there.on(device)) {
                missing.put(device, bytes - there.on(device));
            }
        });
        return new DeviceBytes(missing);
    }

    boolean isNothing() {
        return byDevice.isEmpty();
    }

    private DeviceBytes combined(DeviceBytes other, LongBinaryOperator how) {
        var combined = new TreeMap<>(byDevice);
        other.byDevice.keySet().forEach(device -> combined.putIfAbsent(device, 0L));
        combined.replaceAll((device, bytes) -> how.applyAsLong(bytes, other.on(device)));
        return new DeviceBytes(combined);
    }
}
