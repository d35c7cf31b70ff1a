package io.avocet.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.avocet.spark", importOptions = DoNotIncludeTests.class)
class LibraryAloneTest {
    @ArchTest
    static final ArchRule ofAvocetTheLibraryAlone = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.avocet..")
                    .and(DescribedPredicate.not(
                            JavaClass.Predicates.resideInAnyPackage("io.avocet.api", "io.avocet.spark"))))
            .because("all other packages may change with any version");
}
