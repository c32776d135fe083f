package org.dompet.web;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dompet.web.limit.Limited;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The rules of the house, for the business, the jobs and the web, which are all on this path. */
@AnalyzeClasses(
    packages = "org.dompet",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestsFromArchives.class})
class ArchitectureTest {
  /** The business' tests come as an archive: other tests are built on them. */
  static final class NoTestsFromArchives implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** A component uses its own tier or a lower one. */
  private static final Map<String, Integer> TIERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("configuration", 0),
              Map.entry("logging", 0),
              Map.entry("messaging", 0),
              Map.entry("money", 0),
              Map.entry("refusal", 0),
              Map.entry("time", 0),
              Map.entry("tracing", 0),
              Map.entry("transaction", 0),
              Map.entry("ledger", 1),
              Map.entry("limit", 1),
              Map.entry("identity", 1),
              Map.entry("audit", 1),
              Map.entry("outbound", 1),
              Map.entry("webhook", 1),
              Map.entry("job", 2),
              Map.entry("seal", 2),
              Map.entry("wallet", 2),
              Map.entry("exchange", 2),
              Map.entry("vip", 2),
              Map.entry("transfer", 3),
              Map.entry("correction", 3),
              Map.entry("onramp", 3),
              Map.entry("banking", 3),
              Map.entry("subscription", 3),
              Map.entry("spending", 3),
              Map.entry("reconciliation", 4),
              Map.entry("settlement", 4),
              Map.entry("statement", 4),
              Map.entry("notification", 4),
              Map.entry("alert", 5),
              Map.entry("privacy", 5),
              Map.entry("analytics", 5),
              Map.entry("readiness", 5),
              Map.entry("demo", 5),
              Map.entry("batch", 6),
              Map.entry("web", 7)));

  /** Nobody among the others depends on those who only observe. */
  private static final int OBSERVERS = 5;

  @ArchTest
  static final ArchRule componentsHaveNoCycles =
      slices().matching("org.dompet.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfTheWebHaveNoCycles =
      slices().matching("org.dompet.web.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfTheJobsHaveNoCycles =
      slices().matching("org.dompet.batch.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule aComponentUsesItsOwnTierOrALowerOne =
      classes()
          .that(resideInAPackage("org.dompet.."))
          .should(
              condition(
                  "use only their own tier and lower ones",
                  (type, events) ->
                      type.getDirectDependenciesFromSelf().stream()
                          .filter(use -> component(use.getTargetClass()) != null)
                          .filter(use -> !component(use.getTargetClass()).equals(component(type)))
                          .filter(use -> isTooHigh(type, use.getTargetClass()))
                          .forEach(use -> events.add(violated(type, use.getDescription())))));

  @ArchTest
  static final ArchRule everyComponentHasATier =
      classes()
          .that(resideInAPackage("org.dompet.."))
          .should(
              condition(
                  "belong to a component whose tier is known",
                  (type, events) -> {
                    if (!TIERS.containsKey(component(type))) {
                      events.add(violated(type, type.getName() + " has no tier"));
                    }
                  }));

  @ArchTest
  static final ArchRule theBusinessKnowsNoHttpAndNoJsonOfTheWeb =
      noClasses()
          .that(resideInAPackage("org.dompet.."))
          .and(describe("are not of the web", type -> !"web".equals(component(type))))
          .and(describe("are no clients of other servers", type -> !isRestClient(type)))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "jakarta.ws.rs..",
                  "jakarta.servlet..",
                  "jakarta.faces..",
                  "com.fasterxml.jackson.."));

  @ArchTest
  static final ArchRule theWebLeavesPersistenceAlone =
      noClasses()
          .that(resideInAPackage("org.dompet.web.."))
          .should()
          .dependOnClassesThat(resideInAPackage("jakarta.persistence.."));

  @ArchTest
  static final ArchRule resourcesAnswerWithRecordsOfTheirOwn =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Path.class)
          .and()
          .arePublic()
          .should(
              condition(
                  "show no type of the business but values",
                  (method, events) ->
                      Stream.concat(
                              method.getReturnType().getAllInvolvedRawTypes().stream(),
                              method.getParameterTypes().stream()
                                  .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
                          .filter(type -> component(type) != null)
                          .filter(type -> !"web".equals(component(type)))
                          .filter(type -> !type.isEnum())
                          .forEach(
                              type ->
                                  events.add(
                                      violated(
                                          method.getOwner(),
                                          method.getFullName() + " shows " + type.getName())))));

  @ArchTest
  static final ArchRule everyDoorHasALimit =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("org.dompet.web..")
          .and(
              describe(
                  "answer requests",
                  method ->
                      method.getAnnotations().stream()
                          .anyMatch(of -> of.getRawType().isMetaAnnotatedWith(HttpMethod.class))))
          .should(
              condition(
                  "be Limited, or be of a class that is",
                  (method, events) -> {
                    if (!method.isAnnotatedWith(Limited.class)
                        && !method.getOwner().isAnnotatedWith(Limited.class)) {
                      events.add(violated(method.getOwner(), method.getFullName()));
                    }
                  }));

  @ArchTest
  static final ArchRule noFieldIsOfFloatingPoint =
      fields()
          .that(describe("are not of metrics", field -> !isMetrics(field.getOwner())))
          .should()
          .notHaveRawType(describe("floating point", ArchitectureTest::isFloatingPoint));

  @ArchTest
  static final ArchRule noMethodTakesOrGivesFloatingPoint =
      classes()
          .that(describe("are not of metrics", type -> !isMetrics(type)))
          .should(
              condition(
                  "neither take nor give floating point",
                  (type, events) ->
                      type.getCodeUnits().stream()
                          .filter(ArchitectureTest::handlesFloatingPoint)
                          .forEach(unit -> events.add(violated(type, unit.getFullName())))));

  @ArchTest
  static final ArchRule theTimeComesFromAClock =
      noClasses()
          .that(describe("are not of org.dompet.time", type -> !"time".equals(component(type))))
          .should()
          .callMethodWhere(
              describe(
                  "it asks for the time without a clock",
                  call -> {
                    String owner = call.getTargetOwner().getName();
                    String name = call.getTarget().getName();
                    boolean now =
                        name.equals("now")
                            && Stream.of(
                                    Instant.class,
                                    LocalDate.class,
                                    LocalDateTime.class,
                                    OffsetDateTime.class,
                                    ZonedDateTime.class)
                                .anyMatch(type -> type.getName().equals(owner))
                            && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Clock.class));
                    return now
                        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                        || (owner.equals("java.time.Clock") && name.startsWith("system"));
                  }));

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|DTO|Dto)");

  @ArchTest
  static final ArchRule noPackageIsForWhatHasNoPlace =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..impl..");

  @ArchTest
  static final ArchRule everyPackageSaysWhatItIsFor =
      classes()
          .should(
              condition(
                  "be in a package with a package-info",
                  (type, events) -> {
                    if (type.getPackage().tryGetPackageInfo().isEmpty()) {
                      events.add(violated(type, type.getPackageName() + " has no package-info"));
                    }
                  }));

  /**
   * An interface of one class is that class: sealed ones are sums, annotations, lambdas and clients
   * of other servers fine.
   */
  @ArchTest
  static final ArchRule anInterfaceHasTwoImplementers =
      classes()
          .that()
          .areInterfaces()
          .and()
          .areNotAnnotations()
          .and()
          .areNotAnnotatedWith(RegisterRestClient.class)
          .and()
          .doNotHaveSimpleName("package-info")
          .should(
              condition(
                  "have two implementers, or be for lambdas",
                  (type, events) -> {
                    long classes =
                        type.getAllSubclasses().stream().filter(sub -> !sub.isInterface()).count();
                    long operations =
                        type.getMethods().stream()
                            .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                            .count();
                    if (classes == 1 || (classes == 0 && operations != 1)) {
                      events.add(violated(type, type.getName() + " has " + classes));
                    }
                  }));

  @ArchTest
  static final ArchRule nobodyPrints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule resourcesAreNamedSo =
      classes().that().areAnnotatedWith(Path.class).should().haveSimpleNameEndingWith("Resource");

  private static boolean isTooHigh(JavaClass from, JavaClass to) {
    int own = TIERS.getOrDefault(component(from), -1);
    int used = TIERS.getOrDefault(component(to), Integer.MAX_VALUE);
    return used > own || (used == OBSERVERS && own == OBSERVERS);
  }

  private static @Nullable String component(JavaClass type) {
    JavaClass outer = type.getBaseComponentType();
    String[] parts = outer.getPackageName().split("\\.", -1);
    return outer.getPackageName().startsWith("org.dompet.") ? parts[2] : null;
  }

  /** An interface of MicroProfile Rest Client, or what is done with its answers. */
  private static boolean isRestClient(JavaClass type) {
    return type.isAnnotatedWith(RegisterRestClient.class)
        || type.isAssignableTo(ResponseExceptionMapper.class)
        || type.isAssignableTo(ClientResponseFilter.class);
  }

  private static boolean isMetrics(JavaClass type) {
    return type.getSimpleName().endsWith("Metrics");
  }

  private static boolean isFloatingPoint(JavaClass type) {
    return Set.of("double", "float", "java.lang.Double", "java.lang.Float")
        .contains(type.getBaseComponentType().getName());
  }

  private static boolean handlesFloatingPoint(JavaCodeUnit unit) {
    return isFloatingPoint(unit.getRawReturnType())
        || unit.getRawParameterTypes().stream().anyMatch(ArchitectureTest::isFloatingPoint);
  }

  private static <T> ArchCondition<T> condition(String description, Check<T> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(T item, ConditionEvents events) {
        check.check(item, events);
      }
    };
  }

  private static ConditionEvent violated(JavaClass type, String why) {
    return SimpleConditionEvent.violated(type, why);
  }

  private interface Check<T> {
    void check(T item, ConditionEvents events);
  }
}
