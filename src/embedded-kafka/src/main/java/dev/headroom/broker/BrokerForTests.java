// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.util.Locale;
import java.util.logging.Logger;

/**
 * The broker that tests run against. One setting decides which: system property {@value #PROPERTY}, else environment variable
 * {@value #VARIABLE}.
 *
 * <pre>
 * HEADROOM_TEST_KAFKA=embedded ./mvnw verify     always inside the JVM
 * HEADROOM_TEST_KAFKA=container ./mvnw verify    always in a container
 * </pre>
 *
 * <p>Without it, or with {@code auto}: a container where an engine answers and Testcontainers is on the class path, else
 * inside the JVM.
 */
public final class BrokerForTests {
    static final String PROPERTY = "headroom.test.kafka";
    static final String VARIABLE = "HEADROOM_TEST_KAFKA";
    private static final Logger LOG = Logger.getLogger(BrokerForTests.class.getName());

    private BrokerForTests() {}

    /** A new, empty broker; the caller closes it. */
    public static KafkaBroker start() {
        boolean inContainer = inContainer(wish());
        LOG.info("kafka for tests: " + (inContainer ? "container" : "embedded"));
        return inContainer ? ContainerKafka.started() : EmbeddedKafka.started();
    }

    static boolean inContainer(String wish) {
        return switch (wish) {
            case "container" -> true;
            case "embedded" -> false;
            case "auto" -> containersPossible();
            default ->
                throw new IllegalArgumentException(
                        PROPERTY + " must be auto, embedded or container, was '" + wish + "'");
        };
    }

    /** Testcontainers is optional: without it there is nothing to ask. Nor is there where nothing points to an engine. */
    static boolean containersPossible() {
        if (!ContainerEngineSigns.ofThisMachine().any()) {
            return false;
        }
        try {
            return ContainerKafka.engineFound();
        } catch (NoClassDefFoundError absent) {
            return false;
        }
    }

    private static String wish() {
        String variable = System.getenv(VARIABLE);
        return System.getProperty(PROPERTY, variable == null ? "auto" : variable)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
