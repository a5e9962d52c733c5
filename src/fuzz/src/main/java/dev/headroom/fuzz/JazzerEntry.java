// SPDX-License-Identifier: Apache-2.0
package dev.headroom.fuzz;

/** Where Jazzer enters: it looks for these methods by name, in the process that {@link FuzzCampaign} starts. */
public final class JazzerEntry {
    /** Names the class of the target. */
    static final String TARGET = "headroom.fuzz.entry";

    private static final FuzzTarget JUDGE = judge();

    private JazzerEntry() {}

    /** Called before the clock of the first input runs: classes take their time to load. */
    public static void fuzzerInitialize() {
        JUDGE.seeds().forEach(JUDGE::judge);
    }

    /** Judges an input. */
    public static void fuzzerTestOneInput(byte[] input) {
        JUDGE.judge(input);
    }

    private static FuzzTarget judge() {
        String name = System.getProperty(TARGET, "");
        try {
            return Class.forName(name)
                    .asSubclass(FuzzTarget.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    TARGET + " must name a target with a constructor without arguments, was " + name, e);
        }
    }
}
