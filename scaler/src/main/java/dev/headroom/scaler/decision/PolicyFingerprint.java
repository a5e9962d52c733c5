// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.slo.SloPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Shows whether two replicas mean the same policy: equal policies have equal fingerprints in every process. */
public final class PolicyFingerprint {
    /** Half of a SHA-256: forged policies are no threat here, and two do not collide by chance. */
    private static final int BYTES = 16;

    private PolicyFingerprint() {}

    /** 32 hexadecimal digits. */
    public static String of(SloPolicy policy) {
        return HexFormat.of().formatHex(sha256(RecordText.write(policy)), 0, BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
