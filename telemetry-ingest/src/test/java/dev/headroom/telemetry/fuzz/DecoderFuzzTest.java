// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.fixture.GatewayRecords.Sample;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may write to a topic cannot stop, fill or mislead whoever reads it: every decoder, against damaged and hostile records. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DecoderFuzzTest {
    private static final int CHANGES = 150;
    private static final int NOISES = 200;
    private static final int LONGEST_NOISE = 600;

    static List<Sample> samples() {
        return DecoderSamples.all();
    }

    @Test
    void everyDecoderIsListed() {
        Set<String> listed = samples().stream()
                .map(sample -> sample.decoder().getClass().getName())
                .collect(Collectors.toSet());

        Set<String> written = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.headroom.telemetry")
                        .stream()
                        .filter(type -> type.isAssignableTo(Decoder.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());

        assertThat(listed).as("decoders in DecoderSamples").isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsItsGoodRecord(Sample sample) {
        Decoded decoded = sample.decoder()
                .decode(
                        sample.bytes(),
                        name -> Optional.ofNullable(sample.headers().get(name)));

        assertThat(decoded.observations().size() + decoded.readings().size()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesARecordCutAtAnyLength(Sample sample) {
        putThrough(sample, "cut", Damage::cutAtEveryLength);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesFlippedBits(Sample sample) {
        putThrough(sample, "a bit flipped", Damage::bitsFlipped);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesHugeLengthsAnywhere(Sample sample) {
        putThrough(sample, "a huge length", Damage::hugeLengthsEverywhere);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesDamageByChance(Sample sample) {
        long seed = System.nanoTime();
        System.out.println("damage to " + sample + " by seed " + seed);

        putThrough(sample, "seed " + seed, record -> Damage.changedByChance(record, seed, CHANGES));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesNoise(Sample sample) {
        long seed = System.nanoTime();
        System.out.println("noise for " + sample + " by seed " + seed);

        putThrough(sample, "seed " + seed, record -> Damage.noise(seed, NOISES, LONGEST_NOISE));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesRecordsMadeToHurt(Sample sample) {
        putThrough(sample, "made to hurt", record -> Hostile.records());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesTheRecordsOfAllOthers(Sample sample) {
        putThrough(sample, "of another source", record -> samples().stream().map(Sample::bytes));
    }

    private static void putThrough(Sample sample, String seed, Function<byte[], Stream<byte[]>> damage) {
        Ordeal ordeal = new Ordeal(seed);

        damage.apply(sample.bytes()).forEach(record -> ordeal.of(sample, record));

        assertThat(ordeal.survived()).isPositive();
    }
}
