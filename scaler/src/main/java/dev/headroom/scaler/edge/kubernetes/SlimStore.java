// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's store that keeps only the existence of each object, and hands the object itself on when it arrives. A cluster's pods are
 * some 10 KiB each, and this service needs little of that. Called by one watch at a time.
 */
final class SlimStore<T extends HasMetadata> implements ItemStore<T> {
    private static final char SEPARATOR = '/';

    private final Supplier<T> blank;
    private final Consumer<T> seen;
    private final Consumer<Name> gone;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /**
     * Begins empty.
     *
     * @param blank makes an object without content
     * @param seen called with each object that is new, changed, or listed again
     * @param gone called with the name of each object that no longer exists
     */
    SlimStore(Supplier<T> blank, Consumer<T> seen, Consumer<Name> gone) {
        this.blank = blank;
        this.seen = seen;
        this.gone = gone;
    }

    /** An object's name in its namespace, which is empty where it is the cluster's. */
    record Name(String namespace, String name) {
        static Name of(HasMetadata object) {
            String namespace = object.getMetadata().getNamespace();
            return new Name(
                    namespace == null ? "" : namespace, object.getMetadata().getName());
        }
    }

    @Override
    public String getKey(T object) {
        Name name = Name.of(object);
        return name.namespace() + SEPARATOR + name.name();
    }

    /** Returns the earlier object, as far as the informer needs it: whether there was one. */
    @Override
    public @Nullable T put(String key, T object) {
        seen.accept(object);
        return keys.add(key) ? null : stub(key);
    }

    @Override
    public @Nullable T remove(String key) {
        if (!keys.remove(key)) {
            return null;
        }
        gone.accept(nameIn(key));
        return stub(key);
    }

    @Override
    public Stream<String> keySet() {
        return keys.stream();
    }

    @Override
    public Stream<T> values() {
        return keys.stream().map(this::stub);
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public @Nullable T get(String key) {
        return keys.contains(key) ? stub(key) : null;
    }

    /** The informer must not mistake the returned object for the real one. */
    @Override
    public boolean isFullState() {
        return false;
    }

    private static Name nameIn(String key) {
        int separator = key.indexOf(SEPARATOR);
        return new Name(key.substring(0, separator), key.substring(separator + 1));
    }

    private T stub(String key) {
        Name name = nameIn(key);
        T stub = blank.get();
        stub.setMetadata(new ObjectMetaBuilder()
                .withNamespace(name.namespace())
                .withName(name.name())
                .build());
        return stub;
    }
}
