package dev.mlink.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an informer holds, without the record of who wrote which field: nobody here reads that, and of a ModelLink, of which
 * there are tens of thousands in a large cluster, it is the greater part.
 *
 * @param <V> what is watched
 */
public final class LeanStore<V extends HasMetadata> implements ItemStore<V> {

    private final ItemStore<V> objects = new BasicItemStore<>(Cache::metaNamespaceKeyFunc);

    @Override
    public V put(String key, V object) {
        object.getMetadata().setManagedFields(List.of());
        return objects.put(key, object);
    }

    @Override
    public String getKey(V object) {
        return objects.getKey(object);
    }

    @Override
    public V remove(String key) {
        return objects.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return objects.keySet();
    }

    @Override
    public Stream<V> values() {
        return objects.values();
    }

    @Override
    public int size() {
        return objects.size();
    }

    @Override
    public V get(String key) {
        return objects.get(key);
    }
}
