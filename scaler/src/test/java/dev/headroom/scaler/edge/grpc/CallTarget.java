// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.fuzz.FuzzTarget;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.fuzz.RefusalText;
import dev.headroom.scaler.slo.ReplicaLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a caller of the gRPC port says. An input is a message as it comes over the wire; or after a byte of 1, the trigger's metadata as
 * lines KEY=VALUE, so that the fuzzer can write them.
 */
public final class CallTarget implements FuzzTarget {
    private static final byte LINES = 1;

    /** Two names in full, the longest rule, a key and a value of the caller's, cut. */
    private static final int LONGEST_REFUSAL = 800;

    private static final ReplicaLimits POLICY = new ReplicaLimits(2, 6, ReplicaLimits.WhenDark.FALLBACK);

    @Override
    public void judge(byte[] input) {
        Optional<ScaledObjectRef> message = messageOf(input);
        if (message.isEmpty()) {
            return;
        }
        try {
            judge(Question.of(message.get()));
        } catch (Question.BadQuestion refused) {
            RefusalText.judge(String.valueOf(refused.status().getDescription()), LONGEST_REFUSAL);
        }
    }

    private static Optional<ScaledObjectRef> messageOf(byte[] input) {
        try {
            return input.length > 0 && input[0] == LINES
                    ? Optional.of(fromLines(new String(input, 1, input.length - 1, StandardCharsets.UTF_8)))
                    : Optional.of(ScaledObjectRef.parseFrom(input));
        } catch (InvalidProtocolBufferException notAMessage) {
            // gRPC itself refuses it.
            return Optional.empty();
        }
    }

    private static ScaledObjectRef fromLines(String lines) {
        ScaledObjectRef.Builder message =
                ScaledObjectRef.newBuilder().setNamespace("llm").setName("chat");
        lines.lines().forEach(line -> {
            int end = line.indexOf('=');
            message.putScalerMetadata(line.substring(0, Math.max(end, 0)), line.substring(end + 1));
        });
        return message.build();
    }

    private static void judge(Question question) {
        assertThat(isName(question.namespace(), "-")).as(question.namespace()).isTrue();
        assertThat(isName(question.scaledObject(), "-."))
                .as(question.scaledObject())
                .isTrue();
        TriggerMetadata metadata = question.metadata();
        assertThat(metadata.policy().orElse("p"))
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(TriggerMetadata.MOST_CHARACTERS);
        assertThat(metadata.models()).noneMatch(String::isBlank);
        assertThat(metadata.minReplicas().orElse(0)).isNotNegative();
        assertThat(metadata.maxReplicas().orElse(Integer.MAX_VALUE))
                .isGreaterThanOrEqualTo(Math.max(1, metadata.minReplicas().orElse(0)));
        assertThat(metadata.clamp(3, POLICY)).isBetween(POLICY.min(), POLICY.max());
    }

    /** Character by character, and no regular expression as in the code that is judged. */
    private static boolean isName(String name, String within) {
        return !name.isEmpty()
                && name.length() <= 253
                && name.chars().allMatch(c -> isLetterOrDigit(c) || within.indexOf(c) >= 0)
                && isLetterOrDigit(name.charAt(0))
                && isLetterOrDigit(name.charAt(name.length() - 1));
    }

    private static boolean isLetterOrDigit(int character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    }

    @Override
    public List<byte[]> seeds() {
        ScaledObjectRef shipped = ScaledObjectRef.newBuilder()
                .setNamespace("llm")
                .setName("llama-3-8b")
                .putScalerMetadata("scalerAddress", "headroom.headroom:9090")
                .putScalerMetadata("policy", "llama-3-8b")
                .putScalerMetadata("posture", "safe")
                .putScalerMetadata("minReplicas", "2")
                .putScalerMetadata("maxReplicas", "9")
                .build();
        return List.of(
                shipped.toByteArray(),
                withLines("policyFromEnv=llama", "models=llama-3-8b, llama-lora", "maxReplicas=4"),
                withLines("metricType=Value"),
                withLines("minReplicas=5", "maxReplicas=3"),
                withLines("polcy=llama", "posture=bold"));
    }

    private static byte[] withLines(String... lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        byte[] input = new byte[text.length + 1];
        input[0] = LINES;
        System.arraycopy(text, 0, input, 1, text.length);
        return input;
    }

    @Override
    public List<String> watched() {
        return List.of("dev.headroom.scaler.**", "dev.headroom.proto.**", "com.google.protobuf.**");
    }
}
