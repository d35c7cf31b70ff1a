package io.avocet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The walls between the packages. */
@AnalyzeClasses(
        packages = "io.avocet",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeSharedTests.class})
class ArchitectureTest {
    /** The tests of the library come in a jar where they are packaged. */
    static final class DoNotIncludeSharedTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] MODELS = {
        "io.avocet.tensor..",
        "io.avocet.model..",
        "io.avocet.pretrained..",
        "io.avocet.train..",
        "io.avocet.adapter..",
        "io.avocet.bagofwords..",
        "io.avocet.regression..",
        "io.avocet.encoder..",
        "io.avocet.baseline.."
    };

    @ArchTest
    static final ArchRule onlyTheEngineKnowsLibtorch = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..tensor..", "..machine..", "..model..", "..pretrained..", "..train..", "..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..")
            .because("everything else is plain Java, readable and testable without native code");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackages("io.avocet", "..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("use cases serve every front end");

    @ArchTest
    static final ArchRule onlyTheServerKnowsItsLibraries = noClasses()
            .that()
            .resideOutsideOfPackage("io.avocet.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "kotlin..")
            .because("use cases serve every front end, and the server's libraries can be exchanged");

    @ArchTest
    static final ArchRule onlyTheMainClassAndTheCommandLineKnowTheServer = noClasses()
            .that()
            .resideOutsideOfPackages("io.avocet", "..cli..", "..http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.avocet.http..")
            .because("a front end is at the end");

    @ArchTest
    static final ArchRule theServerKnowsNoEngineAndNoCommandLine = noClasses()
            .that()
            .resideInAPackage("io.avocet.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.avocet.cli..",
                    "io.avocet.tensor..",
                    "io.avocet.model..",
                    "io.avocet.pretrained..",
                    "io.avocet.train..",
                    "io.avocet.adapter..")
            .because("a server computes nothing itself");

    @ArchTest
    static final ArchRule nothingBelowTheUseCasesKnowsThem = noClasses()
            .that()
            .resideOutsideOfPackages("io.avocet", "..app..", "..lab..", "..cli..", "..http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.avocet.app..", "io.avocet.cli..")
            .because("dependencies point one way: front ends, use cases, the rest");

    @ArchTest
    static final ArchRule theProductKnowsNoLab = noClasses()
            .that()
            .resideOutsideOfPackages("io.avocet", "..lab..", "..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.avocet.lab..")
            .because("studies are for those who change Avocet");

    @ArchTest
    static final ArchRule theLabKnowsNoFrontEnd = noClasses()
            .that()
            .resideInAPackage("io.avocet.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.avocet.cli..", "io.avocet.http..")
            .because("dependencies point one way: front ends, use cases, the rest");

    @ArchTest
    static final ArchRule theSupervisorKnowsNoFrontEndAndNoEngine = noClasses()
            .that()
            .resideInAPackage("io.avocet.supervisor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.avocet.http..",
                    "io.avocet.tensor..",
                    "io.avocet.model..",
                    "io.avocet.pretrained..",
                    "io.avocet.train..",
                    "io.avocet.adapter..")
            .because("a run's native code lives and dies in a process of its own");

    @ArchTest
    static final ArchRule filesKnowNothingElse = noClasses()
            .that()
            .resideInAPackage("io.avocet.file..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..")
                    .and(not(resideInAnyPackage("io.avocet.file..", "io.avocet.error.."))))
            .because("every package may write a file whole");

    @ArchTest
    static final ArchRule wordsAndErrorsKnowNothingElse = noClasses()
            .that()
            .resideInAnyPackage("io.avocet.words..", "io.avocet.error..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..")
                    .and(not(resideInAnyPackage("io.avocet.words..", "io.avocet.error.."))))
            .because("every package has messages");

    @ArchTest
    static final ArchRule theMachineKnowsNothingElse = noClasses()
            .that()
            .resideInAPackage("io.avocet.machine..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..").and(not(resideInAPackage("io.avocet.machine.."))))
            .because("the engine is above the machine that it runs on");

    @ArchTest
    static final ArchRule runsKnowOnlyPureValues = noClasses()
            .that()
            .resideInAPackage("io.avocet.run..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..")
                    .and(not(resideInAnyPackage("io.avocet.run..", "io.avocet.error.."))))
            .because("every package may take part in a run");

    @ArchTest
    static final ArchRule emailsKnowNoModel = noClasses()
            .that()
            .resideInAnyPackage("io.avocet.data..", "io.avocet.mail..", "io.avocet.text..", "io.avocet.eval..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODELS)
            .because("emails, texts and scores are the same whichever model is used");

    @ArchTest
    static final ArchRule theStoreKnowsEmailsAndFiles = noClasses()
            .that()
            .resideInAPackage("io.avocet.store..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..")
                    .and(not(resideInAnyPackage(
                            "io.avocet.store..",
                            "io.avocet.data..",
                            "io.avocet.file..",
                            "io.avocet.words..",
                            "io.avocet.error.."))))
            .because("formats of mail, labels and models come and go, and the store stays");

    @ArchTest
    static final ArchRule labelsAreGivenWithoutAModel = noClasses()
            .that()
            .resideInAPackage("io.avocet.annotation..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..")
                    .and(not(resideInAnyPackage(
                            "io.avocet.annotation..",
                            "io.avocet.data..",
                            "io.avocet.store..",
                            "io.avocet.file..",
                            "io.avocet.words..",
                            "io.avocet.error.."))))
            .because("what the user says does not depend on what a model says");

    @ArchTest
    static final ArchRule mailServersAreKnownInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.avocet.imap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "jakarta.activation..", "org.eclipse.angus..")
            .because("whatever a library can do to a mailbox, only code that reads may call it");

    @ArchTest
    static final ArchRule mailServersAreReadIntoEmails = noClasses()
            .that()
            .resideInAPackage("io.avocet.imap..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..")
                    .and(not(resideInAnyPackage(
                            "io.avocet.imap..",
                            "io.avocet.mail..",
                            "io.avocet.data..",
                            "io.avocet.file..",
                            "io.avocet.words..",
                            "io.avocet.error.."))))
            .because("where fetched emails go is decided by who asked for them");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsSql = noClasses()
            .that()
            .resideOutsideOfPackage("io.avocet.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..")
            .because("what is in the store is asked for in words of email");

    @ArchTest
    static final ArchRule onlyTheirPackageKnowsLiblinear = noClasses()
            .that()
            .resideOutsideOfPackage("io.avocet.regression..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("de.bwaldvogel..")
            .because("a classifier in use is never trained");

    @ArchTest
    static final ArchRule onlyTablesKnowTheirLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("io.avocet.table..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.commons.csv..")
            .because("a table is one source of mail among others");

    @ArchTest
    static final ArchRule theLibraryShowsNoTypesOfOthers = classes()
            .that()
            .resideInAPackage("io.avocet.api")
            .should(new ShowNoTypesOfOthers("io.avocet.api"))
            .because("all other packages may change with any version");

    @ArchTest
    static final ArchRule nothingOfAvocetNeedsItsOwnLibraryInterface = noClasses()
            .that()
            .resideOutsideOfPackage("io.avocet.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.avocet.api..")
            .because("it is a front end, for other programs");

    @ArchTest
    static final ArchRule theLibraryEndsNoProcess = noClasses()
            .that()
            .resideOutsideOfPackages("io.avocet", "..cli..", "..http..", "..supervisor..", "..app..", "..lab..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("the process is the program's");

    @ArchTest
    static final ArchRule networksKnowNoTrainingAndNoEmail = noClasses()
            .that()
            .resideInAnyPackage("io.avocet.model..", "io.avocet.pretrained..", "io.avocet.tensor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.avocet.train..", "io.avocet.data..", "io.avocet.mail..", "io.avocet.adapter..")
            .because("a network turns token ids into numbers, whatever they are for");

    @ArchTest
    static final ArchRule trainingKnowsNoFile = noClasses()
            .that()
            .resideInAPackage("io.avocet.train..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.avocet.file..", "io.avocet.trained..", "io.avocet.hub..", "java.nio.file..")
            .because("what a training gives is saved by whoever asked for it");

    @ArchTest
    static final ArchRule anEvaluationLeavesNoModel = noClasses()
            .that()
            .resideInAnyPackage("io.avocet.finetune..", "io.avocet.crossval..", "io.avocet.review..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.avocet.trained..", "io.avocet.benchmark..", "io.avocet.supervisor..", "io.avocet.http..")
            .because("whoever asked for a training decides what becomes of it");

    @ArchTest
    static final ArchRule useOfModelsKnowsNoTraining = noClasses()
            .that()
            .resideInAPackage("io.avocet.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.avocet.train..")
            .because("a classifier in use is never trained");

    @ArchTest
    static final ArchRule anExportKnowsNoTrainingAndNoFrontEnd = noClasses()
            .that()
            .resideInAPackage("io.avocet.export..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.avocet.train..",
                    "io.avocet.finetune..",
                    "io.avocet.supervisor..",
                    "io.avocet.app..",
                    "io.avocet.cli..",
                    "io.avocet.http..")
            .because("it writes down what a trained model is");

    @ArchTest
    static final ArchRule graphsKnowNoNetwork = noClasses()
            .that()
            .resideInAPackage("io.avocet.onnx.graph..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..").and(not(resideInAPackage("io.avocet.onnx.graph.."))))
            .because("a graph is operators over tensors, whatever they are for");

    @ArchTest
    static final ArchRule theChoiceOfEmailsKnowsOnlyScores = noClasses()
            .that()
            .resideInAPackage("io.avocet.labelling..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.avocet..")
                    .and(not(resideInAnyPackage("io.avocet.labelling..", "io.avocet.eval.."))))
            .because("what to label next follows from vectors and probabilities, whichever model they come from");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.avocet.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that needs itself through another cannot be read alone");

    @ArchTest
    static final ArchRule subPackagesHaveNoCycles = slices().matching("io.avocet.(**)")
            .should()
            .beFreeOfCycles()
            .because("that holds for the rooms within a package, too");

    @ArchTest
    static final ArchRule networksKnowOnlyTheirLayers = slices().matching("io.avocet.model.(*)..")
            .should()
            .notDependOnEachOther()
            .because("a network is read alone");

    @ArchTest
    static final ArchRule layersKnowNoNetwork = noClasses()
            .that()
            .resideInAPackage("io.avocet.model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.avocet.model.*..", "io.avocet.pretrained..")
            .because("layers are below the networks, and loading is above them");

    @ArchTest
    static final ArchRule onlyLoadingKnowsTheNetworks = noClasses()
            .that()
            .resideOutsideOfPackages("io.avocet.model.*..", "io.avocet.pretrained..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.avocet.model.*..")
            .because("the list of networks is in one place");

    @ArchTest
    static final ArchRule onlyFrontEndsUseTheStandardStreams = noClasses()
            .that()
            .resideOutsideOfPackages("io.avocet", "..cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("what a run reports is an event; the front end decides where it goes");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(NullMarked.class)
            .because("a value is never null unless its type says so");
}
