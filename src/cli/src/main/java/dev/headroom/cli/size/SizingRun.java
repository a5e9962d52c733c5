// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.profile.GivenProfile;
import dev.headroom.cli.size.answer.AnswerFiles;
import dev.headroom.cli.size.answer.AnswerJson;
import dev.headroom.cli.size.answer.AnswerText;
import dev.headroom.cli.size.answer.HardwareComparison;
import dev.headroom.cli.size.hardware.Catalogue;
import dev.headroom.cli.size.hardware.CatalogueReader;
import dev.headroom.cli.size.question.SizingQuestion;
import dev.headroom.cli.size.question.SizingQuestion.HardwareChoice;
import dev.headroom.cli.size.question.SizingReader;
import dev.headroom.cli.size.question.WorkloadModel;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.document.Parsed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers the question of a file, or of an interview. */
final class SizingRun {
    private static final String ALL = "all";

    private final SizingQuestion question;
    private final List<ServingProfile> profiles;
    private final Catalogue catalogue;

    private SizingRun(SizingQuestion question, List<ServingProfile> profiles, Catalogue catalogue) {
        this.question = question;
        this.profiles = profiles;
        this.catalogue = catalogue;
    }

    /**
     * Reads all that a question names.
     *
     * @param text of the question
     * @param file its place, from which its profiles are found
     * @param more profiles beside its own
     * @param stated catalogue in place of the shipped one
     * @param families of {@code --hardware}, in place of the question's
     */
    static SizingRun of(String text, Path file, List<Path> more, @Nullable Path stated, @Nullable String families) {
        SizingQuestion asked = SizingReader.read(text).fold(Parsed.Valid::value, invalid -> {
            throw new BadInputException("sizing '" + file + "': " + invalid.sentence());
        });
        Catalogue catalogue = stated == null
                ? CatalogueReader.shipped()
                : CatalogueReader.read(InputFile.text("--catalogue", stated), stated.toString());
        SizingQuestion question = families == null ? asked : withFamilies(asked, families);
        question.hardware()
                .families()
                .forEach(family -> BadInputException.unless(
                        catalogue.families().contains(family),
                        "hardware must be " + ALL + " or families of " + String.join(", ", catalogue.families())
                                + ", was '" + family + "'"));
        question.prices()
                .nodes()
                .forEach(price -> BadInputException.unless(
                        catalogue.has(price.type()),
                        "prices must name types of the catalogue, was '" + price.type() + "'"));
        List<ServingProfile> profiles = new ArrayList<>();
        question.profiles()
                .forEach(name -> profiles.add(
                        GivenProfile.read("profiles", file.resolveSibling(name).normalize())));
        more.forEach(path -> profiles.add(GivenProfile.read("--profile", path)));
        return new SizingRun(question, profiles, catalogue);
    }

    private static SizingQuestion withFamilies(SizingQuestion question, String families) {
        HardwareChoice choice = question.hardware();
        Set<String> wanted = families.equals(ALL) ? Set.of() : new TreeSet<>(List.of(families.split(",")));
        return new SizingQuestion(
                question.target(),
                question.pattern(),
                question.load(),
                question.tokens(),
                question.promise(),
                question.model(),
                question.profiles(),
                new HardwareChoice(wanted, choice.pay(), choice.migSlices()),
                question.prices());
    }

    /**
     * Prints the answer and writes its files.
     *
     * @param folder for the files; null for none
     * @return whether there is an answer: some hardware keeps the promise, or none was asked for
     */
    boolean print(PrintWriter to, OutputForm form, @Nullable Path folder) {
        if (profiles.isEmpty()) {
            BadInputException.unless(
                    folder == null, "--out needs a serving profile: name one in profiles, or with --profile");
            printWorkload(to, form);
            return true;
        }
        HardwareComparison comparison = HardwareComparison.of(question, catalogue, profiles);
        if (folder != null) {
            write(AnswerFiles.of(comparison), folder);
        }
        if (form == OutputForm.JSON) {
            to.println(AnswerJson.of(comparison).toPrettyString());
        } else {
            AnswerText.of(comparison).forEach(to::println);
        }
        to.flush();
        return !comparison.lines().isEmpty();
    }

    private void printWorkload(PrintWriter to, OutputForm form) {
        WorkloadModel workload = WorkloadModel.of(question);
        if (form == OutputForm.JSON) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode figures = json.putArray("workload");
            AnswerJson.figures(workload, figures);
            to.println(json.toPrettyString());
        } else {
            AnswerText.workload(workload).forEach(to::println);
            to.println();
            to.println("No serving profile is named, so no hardware is compared. Next: measure one replica.");
        }
        to.flush();
    }

    private static void write(Map<String, String> files, Path folder) {
        files.forEach((name, text) -> {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(name), text);
            } catch (IOException failure) {
                throw new UncheckedIOException("'" + folder + "' cannot be written: " + failure, failure);
            }
        });
    }
}
