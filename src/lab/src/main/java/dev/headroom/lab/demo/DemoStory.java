// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.clock.VirtualClock;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Tells the story on a thread of its own: at each chapter what happens, and then the live answer of the service. */
final class DemoStory implements Callable<List<ToldChapter>> {
    /** Real time for an answer: the doctor examines again after ten seconds, and a busy machine is slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Real time: in a longer absence the Collector's queue would be full. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(12);

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final String INDENT = "    ";
    private static final String HEADROOM = "Headroom: ";
    private static final int PERCENT = 100;

    /** Where the story takes place. */
    record Stage(VirtualClock clock, Playtime time, ServiceWitness service, DeploymentScale scale, Mishaps mishaps) {}

    /** Asked again and again. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private final Stage stage;
    private final PrintStream lines;

    DemoStory(Stage stage, PrintStream lines) {
        this.stage = stage;
        this.lines = lines;
    }

    @Override
    public List<ToldChapter> call() throws InterruptedException, IOException {
        List<ToldChapter> told = new ArrayList<>();
        for (Chapter chapter : Chapter.ALL) {
            until(chapter.begins());
            say(heading(chapter) + System.lineSeparator() + INDENT + chapter.happens());
            told.add(played(chapter));
        }
        return told;
    }

    /** All chapters in a line. */
    static String outline(double virtualMinutes) {
        return String.format(Locale.ROOT, "%.0f virtual minutes: ", virtualMinutes)
                + Chapter.ALL.stream().map(Chapter::title).collect(Collectors.joining(", "));
    }

    /** As the terminal shows it. */
    static String heading(Chapter chapter) {
        return String.format(
                Locale.ROOT,
                "-- %s  %s  (%.0f %% of the run)",
                chapter.place(),
                chapter.title(),
                chapter.begins() * PERCENT);
    }

    private ToldChapter played(Chapter chapter) throws InterruptedException, IOException {
        return switch (chapter) {
            case QUIET, PEAK -> calm(chapter);
            case CLIMB -> climb();
            case BAD_EDIT -> badEdit();
            case BROKER_AWAY -> brokerAway();
            case SPIKE -> spike();
            case EVENING -> evening();
        };
    }

    /** Nothing is wrong in it, and the doctor must find nothing. */
    private ToldChapter calm(Chapter chapter) throws InterruptedException {
        until(chapter.ends());
        String answer = answer();
        say(INDENT + HEADROOM + answer);
        boolean well =
                within(() -> stage.service().findings().filter(List::isEmpty).isPresent());
        String found = "The doctor " + (well ? "finds nothing." : "finds: " + String.join(" ", findings()));
        say(INDENT + found);
        return ToldChapter.of(chapter, answer + ". " + found, well);
    }

    private List<String> findings() throws InterruptedException {
        return stage.service().findings().orElse(List.of("it does not answer"));
    }

    private ToldChapter climb() throws InterruptedException {
        int before = stage.scale().wanted();
        until(Chapter.CLIMB.ends());
        return heard(
                Chapter.CLIMB,
                "from " + before + " to " + answer(),
                stage.scale().wanted() > before);
    }

    private ToldChapter evening() throws InterruptedException {
        until(StoryTraffic.QUIET_AGAIN);
        say(INDENT + HEADROOM + answer());
        return calm(Chapter.EVENING);
    }

    private ToldChapter badEdit() throws InterruptedException, IOException {
        within(() -> !stage.service().objectives().isEmpty());
        List<String> promised = stage.service().objectives();
        stage.mishaps().spoilPolicy();
        boolean refused = within(() -> stage.service().policyFault().isPresent());
        String fault = stage.service().policyFault().orElse("no fault found.");
        boolean kept = within(() -> stage.service().objectives().equals(promised));
        ToldChapter told = heard(
                Chapter.BAD_EDIT,
                fault + " In force: " + String.join(", ", stage.service().objectives()) + ".",
                refused && kept);
        until(Chapter.BAD_EDIT.middle());
        stage.mishaps().mendPolicy();
        boolean mended = within(stage.service()::policyValid);
        say(INDENT + (mended ? "The file is corrected, and the service has read it." : "The file is corrected."));
        return new ToldChapter(told.chapter(), told.headroom(), told.asTold() && mended);
    }

    private ToldChapter brokerAway() throws InterruptedException {
        int removals = stage.scale().removals();
        stage.mishaps().stopBroker();
        Instant latest = Instant.now().plus(LONGEST_ABSENCE);
        boolean noticed = within(() -> stage.service().telemetry().equals(ServiceWitness.DARK));
        String answer = answer();
        say(INDENT + HEADROOM + answer);
        Instant middle = stage.clock().realAt(stage.time().at(Chapter.BROKER_AWAY.middle()));
        Pace.until(middle.isBefore(latest) ? middle : latest);
        stage.mishaps().startBroker();
        boolean back = within(() -> !stage.service().telemetry().equals(ServiceWitness.DARK));
        int removed = stage.scale().removals() - removals;
        say(INDENT + "Kafka runs again, and the Collector sends what it kept.");
        say(INDENT + HEADROOM + answer());
        return ToldChapter.of(Chapter.BROKER_AWAY, answer, noticed && back && removed == 0);
    }

    private ToldChapter spike() throws InterruptedException {
        int before = stage.scale().wanted();
        Instant end = stage.clock().realAt(stage.time().at(Chapter.SPIKE.ends()));
        boolean rose = by(end, () -> stage.scale().wanted() > before);
        return heard(Chapter.SPIKE, "from " + before + " to " + answer(), rose);
    }

    /** The replicas and their reasons, as soon as the service says them. */
    private String answer() throws InterruptedException {
        within(() -> !stage.service().because().isEmpty());
        String reasons = stage.service().because();
        return stage.scale().wanted() + " replicas"
                + (reasons.isEmpty() ? "; the service does not answer" : ", because " + reasons);
    }

    private ToldChapter heard(Chapter chapter, String answer, boolean asTold) {
        say(INDENT + HEADROOM + answer);
        return ToldChapter.of(chapter, answer, asTold);
    }

    private void say(String text) {
        lines.println(text);
        lines.flush();
    }

    private void until(double share) throws InterruptedException {
        Pace.until(stage.clock().realAt(stage.time().at(share)));
    }

    private static boolean within(Condition condition) throws InterruptedException {
        return by(Instant.now().plus(PATIENCE), condition);
    }

    /** Whether it came to hold before a real moment; looks once at least. */
    private static boolean by(Instant real, Condition condition) throws InterruptedException {
        while (!condition.holds()) {
            if (Instant.now().isAfter(real)) {
                return false;
            }
            Pace.until(Instant.now().plus(GLANCE));
        }
        return true;
    }
}
