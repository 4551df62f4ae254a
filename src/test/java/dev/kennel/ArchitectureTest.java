package dev.kennel;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The map of ARCHITECTURE.md, held.
class ArchitectureTest {

    private static final String ROOT = "dev.kennel";

    /// Which row each package is in; a lower row never depends on a higher one.
    private static final Map<String, Integer> ROWS = Map.ofEntries(
            Map.entry("blob", 1),
            Map.entry("feature", 1),
            Map.entry("gguf", 1),
            Map.entry("postgres", 1),
            Map.entry("recipe", 1),
            Map.entry("safetensors", 1),
            Map.entry("yaml", 1),
            Map.entry("llama", 2),
            Map.entry("worker", 3),
            Map.entry("worker.run", 3),
            Map.entry("bundle", 4),
            Map.entry("device", 4),
            Map.entry("device.run", 4),
            Map.entry("measure", 4),
            Map.entry("measure.run", 4),
            Map.entry("quantize", 4),
            Map.entry("quantize.codebook", 4),
            Map.entry("quantize.cuda", 4),
            Map.entry("quantize.kernels", 4),
            Map.entry("quantize.opencl", 4),
            Map.entry("quantize.run", 4),
            Map.entry("quantize.simd", 4),
            Map.entry("quantize.simd.kernel", 4),
            Map.entry("quantize.simd.lane", 4),
            Map.entry("steer", 4),
            Map.entry("steer.run", 4),
            Map.entry("chart", 5),
            Map.entry("definitions", 5),
            Map.entry("derivations", 5),
            Map.entry("measurements", 5),
            Map.entry("responses", 5),
            Map.entry("store", 5),
            Map.entry("web", 5),
            Map.entry("access", 6),
            Map.entry("bundles", 6),
            Map.entry("catalog", 6),
            Map.entry("exports", 6),
            Map.entry("features", 6),
            Map.entry("health", 6),
            Map.entry("hub", 6),
            Map.entry("imports", 6),
            Map.entry("jobs", 6),
            Map.entry("machine", 6),
            Map.entry("measuring", 6),
            Map.entry("mixer", 6),
            Map.entry("portability", 6),
            Map.entry("provenance", 6),
            Map.entry("steering", 6),
            Map.entry("sweeps", 6),
            Map.entry("", 7),
            Map.entry("bench", 7),
            Map.entry("torture", 7));

    /// What kernels run on: OpenCL and CUDA are bound by LWJGL.
    private static final String[] LWJGL = {
        ROOT + ".quantize.kernels", ROOT + ".quantize.opencl", ROOT + ".quantize.cuda"
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages(ROOT);

    @Test
    void everyPackageHasARow() {
        Set<String> packages = CLASSES.stream().map(ArchitectureTest::packageOf).collect(Collectors.toSet());

        assertThat(ROWS.keySet()).containsAll(packages);
    }

    @Test
    void dependenciesGoDownhillOnly() {
        classes().should(dependOnNoHigherRow()).check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatRunsNativeCodeIsKnownToTheWorkersMainOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "..run", ROOT + ".bench..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Worker")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "..run")
                .check(CLASSES);
    }

    @Test
    void llamaIsKnownToWhatRunsNativeCodeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".llama", ROOT + "..run", ROOT + ".bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".llama")
                .check(CLASSES);
    }

    @Test
    void jllamaIsKnownToOneClassOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.measure\\.run\\.Jllama(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.kherud..")
                .check(CLASSES);
    }

    @Test
    void jmhWhichIsNotPackagedIsKnownToBenchesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".bench")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.openjdk.jmh..")
                .check(CLASSES);
    }

    @Test
    void openClAndCudaAreKnownToTheirPackagesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(LWJGL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lwjgl..")
                .check(CLASSES);
    }

    @Test
    void whatRunsOnOpenClAndCudaIsKnownToWhatRunsNativeCodeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(LWJGL)
                .and()
                .resideOutsideOfPackages(ROOT + "..run", ROOT + ".bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LWJGL)
                .check(CLASSES);
    }

    @Test
    void nativeMemoryIsTouchedWhereNativeCodeIsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".llama", ROOT + "..run", ROOT + ".bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign")
                .check(CLASSES);
    }

    @Test
    void formatsAndStorageKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(row(1))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "org.hibernate..")
                .check(CLASSES);
    }

    @Test
    void capabilitiesKnowNoHttpAndNoEntity() {
        noClasses()
                .that()
                .resideInAnyPackage(row(4))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "org.hibernate..")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> dependOnNoHigherRow() {
        return new ArchCondition<>("depend on no higher row") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT) && rowOf(target) > rowOf(origin)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static int rowOf(JavaClass type) {
        return ROWS.getOrDefault(packageOf(type), 0);
    }

    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static String[] row(int row) {
        return ROWS.entrySet().stream()
                .filter(entry -> entry.getValue() == row)
                .map(entry -> ROOT + "." + entry.getKey())
                .toArray(String[]::new);
    }
}
