package dev.slipway.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Holds the core to the table in {@link Rooms}, and draws what it finds into docs/architecture.md.
 */
class RoomsTest {

  /** Words that say nothing about what a class is. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile("(Util|Helper|Manager|Common)s?(?=[A-Z]|$)|Impl$");

  private static final Pattern FIRST_SENTENCE =
      Pattern.compile("/\\*\\*\\s*\\*?\\s*(.+?\\.)(\\s|$)", Pattern.DOTALL);

  private static final JavaClasses CORE = read();

  @Test
  void everyPackageIsARoomOfTheTable() {
    assertNone(
        packages().filter(name -> Rooms.roomOf(name).isEmpty()),
        "no room of the table in Rooms.java (one package each, sub-rooms only below outside)");
  }

  @Test
  void everyRoomUsesOnlyWhatTheTableAllows() {
    assertNone(
        dependenciesBetweenRooms()
            .filter(use -> !Rooms.mayUse(origin(use), target(use)))
            .map(use -> origin(use) + " may not use " + target(use) + ": " + use.getDescription()),
        "uses that the table in Rooms.java does not allow");
  }

  @Test
  void noRoomsUseEachOtherInACircle() {
    slices()
        .matching(Rooms.ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void theTableGoesFromTheGroundUp() {
    Rooms.MAY_USE.forEach((room, used) ->
        assertNone(
            used.stream().filter(below -> Rooms.height(below) >= Rooms.height(room)),
            "rooms that " + room + " may use although they do not come before it"));
  }

  @Test
  void librariesStayInTheirRoom() {
    assertNone(
        CORE.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(
                use -> !isOurs(use.getTargetClass()) && !packageOf(use.getTargetClass()).isEmpty())
            .filter(use -> Rooms.roomOf(packageOf(use.getOriginClass())).isPresent())
            .filter(use -> !Rooms.mayUseLibrary(origin(use), packageOf(use.getTargetClass())))
            .map(use -> origin(use) + ": " + use.getDescription()),
        "types of libraries outside their room (Rooms.java says which room that is)");
  }

  @Test
  void everyRoomIsNullMarked() {
    assertNone(
        packages().filter(name -> !CORE.getPackage(name).isAnnotatedWith(NullMarked.class)),
        "packages whose package-info is missing or lacks @NullMarked");
  }

  @Test
  void everyClassIsNamedForWhatItIs() {
    assertNone(
        CORE.stream()
            .filter(type -> EMPTY_NAME.matcher(type.getSimpleName()).find())
            .map(JavaClass::getName),
        "names that say nothing (Util, Helper, Manager, Common, Impl)");
  }

  /** Writes the file, and fails once when that changed it: so it is looked at and committed. */
  @Test
  void theDiagramShowsTheRoomsAsTheyAre() throws IOException {
    Path page = projectFolder().resolve("docs/architecture.md");
    String before = Files.exists(page) ? Files.readString(page) : "";
    String now = Diagram.of(rooms(), arrows(), RoomsTest::purpose);
    if (!now.equals(before)) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, now);
      fail(
          "docs/architecture.md did not show the rooms as they are. It has been rewritten: look at it and commit it.");
    }
  }

  @Test
  void knowsTheRoomOfAPackage() {
    assertEquals(Optional.of("gate"), Rooms.roomOf("dev.slipway.gate"));
    assertEquals(Optional.of("outside.store"), Rooms.roomOf("dev.slipway.outside.store.sqlite"));
    assertEquals(Optional.empty(), Rooms.roomOf("dev.slipway.outside"));
    assertEquals(Optional.of("control"), Rooms.roomOf("dev.slipway.control.port"));
    assertEquals(Optional.empty(), Rooms.roomOf("dev.slipway.kitchen"));
    assertEquals(Optional.of(Rooms.WIRING), Rooms.roomOf("dev.slipway"));
  }

  @Test
  void refusesWhatTheTableDoesNotName() {
    assertFalse(Rooms.mayUse("release", "risk"));
    assertFalse(Rooms.mayUse("outside.git", "outside.store"));
    assertFalse(Rooms.mayUse("outside.git", "catalog"));
    assertFalse(Rooms.mayUse("view", "evidence"));
    assertFalse(Rooms.mayUse("control", "outside.store"));
    assertFalse(Rooms.mayUse("control", Rooms.WIRING));
    assertFalse(Rooms.mayUseLibrary("control", "org.sqlite"));
    assertFalse(Rooms.mayUseLibrary("outside.store", "org.springframework.context"));
    assertFalse(Rooms.mayUseLibrary("gate", "org.unheard.of"));
  }

  private static JavaClasses read() {
    // Names are enough to judge libraries; reading their classes would take most of the time.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(new ImportOption.DoNotIncludeJars())
        .importPackages(Rooms.ROOT);
  }

  private static void assertNone(Stream<String> found, String what) {
    List<String> all = found.distinct().sorted().toList();
    if (!all.isEmpty()) {
      fail(all.size() + " " + what + ":\n  " + String.join("\n  ", all));
    }
  }

  private static Stream<String> packages() {
    return CORE.stream().map(JavaClass::getPackageName).distinct().sorted();
  }

  private static List<String> rooms() {
    return packages()
        .map(name -> Rooms.roomOf(name).orElse(name))
        .distinct()
        .sorted(comparingInt(Rooms::height).thenComparing(naturalOrder()))
        .toList();
  }

  private static Map<String, Set<String>> arrows() {
    return dependenciesBetweenRooms()
        .filter(use -> !origin(use).equals(target(use)))
        .collect(
            groupingBy(
                RoomsTest::origin,
                TreeMap::new,
                mapping(RoomsTest::target, toCollection(TreeSet::new))));
  }

  private static Stream<Dependency> dependenciesBetweenRooms() {
    return CORE.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> isOurs(use.getTargetClass()));
  }

  /** The first sentence of the room's package-info. */
  private static String purpose(String room) {
    Path source =
        projectFolder()
            .resolve("core/src/main/java/dev/slipway")
            .resolve(room.equals(Rooms.WIRING) ? "" : room.replace('.', '/'))
            .resolve("package-info.java");
    try {
      Matcher sentence = FIRST_SENTENCE.matcher(Files.readString(source));
      return sentence.find() ? sentence.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip() : "";
    } catch (IOException missing) {
      return "";
    }
  }

  /** Tests run in the module's folder under Maven, and in the project's folder elsewhere. */
  private static Path projectFolder() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("core/pom.xml")) ? here : here.resolve("..").normalize();
  }

  private static boolean isOurs(JavaClass type) {
    return (packageOf(type) + ".").startsWith(Rooms.ROOT + ".");
  }

  private static String origin(Dependency use) {
    return room(use.getOriginClass());
  }

  private static String target(Dependency use) {
    return room(use.getTargetClass());
  }

  private static String room(JavaClass type) {
    return Rooms.roomOf(packageOf(type)).orElse(packageOf(type));
  }

  private static String packageOf(JavaClass type) {
    return type.getBaseComponentType().getPackageName();
  }
}
