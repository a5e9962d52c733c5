// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import dev.headroom.fuzz.FuzzTarget;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.fixture.GatewayRecords.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Some decoders behind one entry. The first byte of an input says which one of the samples lends its decoder and headers to the rest. */
abstract class DecoderTarget implements FuzzTarget {
    private final List<Sample> samples;
    private final List<String> watched;
    private final Ordeal ordeal = new Ordeal("by the fuzzer");

    /**
     * A target.
     *
     * @param decoders whose samples are meant
     * @param library that these decoders read with
     */
    DecoderTarget(Set<Class<? extends Decoder>> decoders, String library) {
        samples = DecoderSamples.all().stream()
                .filter(sample -> decoders.contains(sample.decoder().getClass()))
                .toList();
        watched = List.of("dev.headroom.telemetry.**", "dev.headroom.proto.**", library);
    }

    @Override
    public void judge(byte[] input) {
        if (input.length > 0) {
            Sample sample = samples.get(Byte.toUnsignedInt(input[0]) % samples.size());
            ordeal.of(sample, Arrays.copyOfRange(input, 1, input.length));
        }
    }

    @Override
    public List<byte[]> seeds() {
        return IntStream.range(0, samples.size())
                .mapToObj(index -> {
                    byte[] record = samples.get(index).bytes();
                    byte[] seed = new byte[record.length + 1];
                    seed[0] = (byte) index;
                    System.arraycopy(record, 0, seed, 1, record.length);
                    return seed;
                })
                .toList();
    }

    @Override
    public List<String> watched() {
        return watched;
    }
}
