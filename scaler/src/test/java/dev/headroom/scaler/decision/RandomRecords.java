// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.ErrorBudgetTerms;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.DistributionFigures;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** Values of any record, drawn at random: a record that gets a component more is drawn with it, and nobody has to think of it. */
final class RandomRecords {
    /** A record whose rules say no to so many draws has rules that this class must be told of. */
    private static final int TRIES = 1000;

    private static final Instant AROUND = Instant.parse("2026-11-24T08:00:00Z");

    private final SplittableRandom chance;

    RandomRecords(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    <T> T draw(Class<T> type) {
        return type.cast(drawn(type));
    }

    private Object drawn(Type type) {
        if (type instanceof ParameterizedType generic) {
            return drawnGeneric(generic);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted == Distribution.class) {
            return distribution();
        } else if (wanted == TrafficShape.Lengths.class) {
            return lengths();
        } else if (wanted == ErrorBudgetTerms.class) {
            return new ErrorBudgetTerms(ErrorBudgetTerms.SHORTEST.plusSeconds(chance.nextInt(7_000_000)));
        } else if (wanted == Performance.MeasuredTable.class) {
            return table();
        } else if (wanted.isRecord()) {
            return record(wanted);
        } else if (wanted.isSealed()) {
            Class<?>[] kinds = wanted.getPermittedSubclasses();
            return drawn(kinds[chance.nextInt(kinds.length)]);
        } else if (wanted.isEnum()) {
            Object[] words = wanted.getEnumConstants();
            return words[chance.nextInt(words.length)];
        }
        return plain(wanted);
    }

    private Object plain(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return chance.nextInt(1, 40);
        } else if (type == long.class || type == Long.class) {
            return chance.nextLong(1, 3_000_000_000L);
        } else if (type == double.class || type == Double.class) {
            return chance.nextDouble();
        } else if (type == boolean.class || type == Boolean.class) {
            return chance.nextBoolean();
        } else if (type == Instant.class) {
            return AROUND.plusNanos(chance.nextLong(-4_000_000_000_000L, 4_000_000_000_000L));
        } else if (type == Duration.class) {
            return Duration.ofNanos(chance.nextLong(1, 400_000_000_000L));
        } else if (type == String.class) {
            return "text-" + chance.nextInt(100) + " \"ü\"\n";
        } else if (type == OptionalDouble.class) {
            return chance.nextBoolean() ? OptionalDouble.of(chance.nextDouble(9)) : OptionalDouble.empty();
        } else if (type == OptionalInt.class) {
            return chance.nextBoolean() ? OptionalInt.of(chance.nextInt(1, 40)) : OptionalInt.empty();
        } else if (type == OptionalLong.class) {
            return chance.nextBoolean() ? OptionalLong.of(chance.nextLong(1, 900)) : OptionalLong.empty();
        }
        throw new IllegalArgumentException("nobody has said how a " + type + " is drawn");
    }

    private Object drawnGeneric(ParameterizedType type) {
        Type element = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            return chance.nextBoolean() ? Optional.of(drawn(element)) : Optional.empty();
        } else if (type.getRawType() == List.class) {
            return many(element);
        } else if (type.getRawType() == Set.class) {
            return Set.copyOf(new LinkedHashSet<>(many(element)));
        } else if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            many(element).forEach(key -> map.put(key, drawn(type.getActualTypeArguments()[1])));
            return Map.copyOf(map);
        }
        throw new IllegalArgumentException("nobody has said how a " + type + " is drawn");
    }

    private List<Object> many(Type element) {
        List<Object> values = new ArrayList<>();
        for (int i = chance.nextInt(4); i > 0; i--) {
            values.add(drawn(element));
        }
        return List.copyOf(values);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (int attempt = 1; ; attempt++) {
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = drawn(components[i].getGenericType());
            }
            try {
                return RecordShape.make(type, values);
            } catch (IllegalArgumentException e) {
                if (attempt == TRIES) {
                    throw new IllegalStateException("its rules are not known here: " + type, e);
                }
            }
        }
    }

    private TrafficShape.Lengths lengths() {
        List<Double> overMean = new ArrayList<>();
        double length = 0;
        for (int i = TrafficShape.Lengths.PERCENTILES.size(); i > 0; i--) {
            length += chance.nextDouble(0.3);
            overMean.add(length);
        }
        return TrafficShape.Lengths.of(overMean);
    }

    /** Rising, and measured at every point, as its reader sees to. */
    private Performance.MeasuredTable table() {
        List<Performance.Point> points = new ArrayList<>();
        double concurrency = 0;
        double seconds = 0;
        for (int i = chance.nextInt(1, 5); i > 0; i--) {
            concurrency += chance.nextDouble(0.5, 40);
            seconds += chance.nextDouble(0.1, 3);
            OptionalDouble ttft = chance.nextBoolean() ? OptionalDouble.of(seconds / 10) : OptionalDouble.empty();
            points.add(new Performance.Point(concurrency, ttft, OptionalDouble.empty(), OptionalDouble.of(seconds)));
        }
        boolean whole = points.stream().allMatch(point -> point.ttft().isPresent());
        return new Performance.MeasuredTable(
                chance.nextDouble(1, 9000),
                chance.nextDouble(1, 900),
                chance.nextBoolean(),
                whole ? points : points.stream().map(RandomRecords::withoutTtft).toList());
    }

    private static Performance.Point withoutTtft(Performance.Point point) {
        return new Performance.Point(point.concurrency(), OptionalDouble.empty(), point.itl(), point.e2e());
    }

    private Distribution distribution() {
        int bins = chance.nextInt(6);
        List<Integer> counts = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            boolean outermost = bin == 0 || bin == bins - 1;
            counts.add(chance.nextInt(outermost ? 1 : 0, 50));
        }
        int first = bins == 0 ? 0 : chance.nextInt(-300, 500);
        return Distribution.of(new DistributionFigures(chance.nextInt(5), chance.nextInt(90_000_000), first, counts));
    }
}
