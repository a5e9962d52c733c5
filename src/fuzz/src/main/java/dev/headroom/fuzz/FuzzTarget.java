// SPDX-License-Identifier: Apache-2.0
package dev.headroom.fuzz;

import java.util.List;

/** Something that reads bytes of strangers, and what must hold whatever they are. Has a constructor without arguments. */
public interface FuzzTarget {
    /**
     * Reads one input and judges what came of it.
     *
     * @param input bytes, whatever they are
     * @throws AssertionError if something came of it that must not
     */
    void judge(byte[] input);

    /** Good inputs, from which the fuzzer begins. */
    List<byte[]> seeds();

    /** Of which classes the fuzzer sees the branches, as patterns such as {@code org.example.**}. */
    List<String> watched();

    /** What it is called; the folder of its inputs. */
    default String name() {
        return getClass().getSimpleName();
    }
}
