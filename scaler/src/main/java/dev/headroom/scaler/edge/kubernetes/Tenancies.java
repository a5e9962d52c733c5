// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tenants of something transferable (an address, a name) over time. Where two may have had it at once, the answer is empty. One
 * writer at a time; any thread may ask.
 *
 * @param <K> the key that passes from tenant to tenant
 * @param <T> the tenant; distinguished by {@code equals}
 */
final class Tenancies<K, T> {
    private final Map<K, List<Tenancy<T>>> byKey = new ConcurrentHashMap<>();
    private final Deque<Ended<K, T>> ended = new ArrayDeque<>();

    /** From {@code from} on, until before {@code until}. */
    private record Tenancy<T>(T tenant, Instant from, Instant until) {
        boolean holdsAt(Instant when) {
            return !when.isBefore(from) && when.isBefore(until);
        }
    }

    /**
     * A tenancy that ended.
     *
     * @param from its first instant
     * @param until the first instant after it
     */
    record Past<K, T>(K key, T tenant, Instant from, Instant until) {}

    private record Ended<K, T>(K key, Tenancy<T> tenancy) {}

    /** The tenant has it from now on; a repeated report changes nothing. */
    void begin(K key, T tenant, Instant from) {
        List<Tenancy<T>> tenancies = new ArrayList<>(byKey.getOrDefault(key, List.of()));
        if (tenancies.stream().noneMatch(one -> isOpen(one, tenant))) {
            tenancies.add(new Tenancy<>(tenant, from, Instant.MAX));
            byKey.put(key, List.copyOf(tenancies));
        }
    }

    /** The tenant gives it up. */
    void end(K key, T tenant, Instant at) {
        List<Tenancy<T>> tenancies = new ArrayList<>();
        for (Tenancy<T> one : byKey.getOrDefault(key, List.of())) {
            if (isOpen(one, tenant)) {
                Tenancy<T> closed = new Tenancy<>(tenant, one.from(), at);
                tenancies.add(closed);
                ended.add(new Ended<>(key, closed));
            } else {
                tenancies.add(one);
            }
        }
        putOrRemove(key, tenancies);
    }

    /** The tenant at {@code when}, if that is certain. */
    Optional<T> at(K key, Instant when) {
        Optional<T> holder = Optional.empty();
        for (Tenancy<T> one : byKey.getOrDefault(key, List.of())) {
            if (one.holdsAt(when)) {
                if (holder.isPresent() && !holder.get().equals(one.tenant())) {
                    return Optional.empty();
                }
                holder = Optional.of(one.tenant());
            }
        }
        return holder;
    }

    /** The last tenant, whenever that was. */
    Optional<T> last(K key) {
        List<Tenancy<T>> tenancies = byKey.getOrDefault(key, List.of());
        return tenancies.isEmpty()
                ? Optional.empty()
                : Optional.of(tenancies.get(tenancies.size() - 1).tenant());
    }

    /** Those that ended and are not forgotten; only the writer may ask. */
    List<Past<K, T>> past() {
        return ended.stream()
                .map(one -> new Past<>(
                        one.key(),
                        one.tenancy().tenant(),
                        one.tenancy().from(),
                        one.tenancy().until()))
                .toList();
    }

    /** Forgets tenancies that ended before {@code horizon}, and the oldest beyond {@code most}. */
    void forget(Instant horizon, int most) {
        while (!ended.isEmpty()
                && (ended.size() > most || ended.peek().tenancy().until().isBefore(horizon))) {
            Ended<K, T> oldest = ended.remove();
            List<Tenancy<T>> rest = new ArrayList<>(byKey.getOrDefault(oldest.key(), List.of()));
            rest.remove(oldest.tenancy());
            putOrRemove(oldest.key(), rest);
        }
    }

    private void putOrRemove(K key, List<Tenancy<T>> tenancies) {
        if (tenancies.isEmpty()) {
            byKey.remove(key);
        } else {
            byKey.put(key, List.copyOf(tenancies));
        }
    }

    private static <T> boolean isOpen(Tenancy<T> tenancy, T tenant) {
        return tenancy.until().equals(Instant.MAX) && tenancy.tenant().equals(tenant);
    }
}
