package dev.slipway.catalog;

import dev.slipway.plan.Catalogue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * Reads {@code slipway.yaml} and what it includes. All problems are found in one go; only a
 * configuration without any becomes a catalogue. Nothing in a file is carried out, and no secret's
 * value gets into a message.
 */
public final class CatalogueReader {
  private static final int MOST_FILES = 50;
  private final Path home;

  /**
   * @param home what {@code ~} means in paths
   */
  public CatalogueReader(Path home) {
    this.home = home;
  }

  /** A reader for whoever runs this process. */
  public static CatalogueReader ofThisUser() {
    return new CatalogueReader(Path.of(System.getProperty("user.home", ".")));
  }

  /** Reads a file and everything it includes. Never throws for what stands in them. */
  public Reading read(Path file) {
    return read(file, Texts.ofDisk());
  }

  /**
   * The same from the text of a reading, as if its files still stood around this one.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  public Reading again(String text, Path file) {
    Path first = file.toAbsolutePath().normalize();
    return read(first, Texts.of(text, Optional.ofNullable(first.getParent()).orElse(first)));
  }

  private Reading read(Path file, Texts texts) {
    Path first = file.toAbsolutePath().normalize();
    Path root = Optional.ofNullable(first.getParent()).orElse(first);
    Ledger ledger = new Ledger(texts);
    if (!texts.isThere(first)) {
      return new Reading.Problems(
          List.of(
              new Problem(
                  first,
                  1,
                  "there is no such file",
                  "begin from config/slipway.yaml, the commented example")));
    }
    List<Section> files = new ArrayList<>();
    collect(first, root, ledger, new ArrayList<>(), files);
    Optional<Section> top =
        files.stream().filter(section -> section.file().equals(first)).findFirst();
    if (top.isEmpty()) {
      return new Reading.Problems(ledger.problems());
    }
    version(files, top.get());
    boolean partMissing = ledger.filesRead() > files.size();
    for (String part : List.of("people", "policies", "services")) {
      List<Section> having = files.stream().filter(section -> section.has(part)).toList();
      if (having.isEmpty() && !partMissing) {
        top.get().missing(part);
      } else if (!having.isEmpty()
          && having.stream().allMatch(section -> section.isEmptySection(part))) {
        having.getFirst().problem(part, "is empty", "add at least one entry");
      }
    }
    PeopleReading people = new PeopleReading();
    files.forEach(people::read);
    PolicyReading policies = new PolicyReading(people);
    files.forEach(policies::read);
    ServiceReading services = new ServiceReading(policies.policies(), people.roles());
    files.forEach(services::read);
    inFirstFileOnly("store", files, top.get());
    inFirstFileOnly("server", files, top.get());
    inFirstFileOnly("chat", files, top.get());
    inFirstFileOnly("webhooks", files, top.get());
    inFirstFileOnly("markers", files, top.get());
    StoreSettings store = StoreReading.read(top.get());
    ServerSettings server = ServerReading.read(top.get());
    WebhookSettings webhooks = WebhookReading.read(top.get());
    MarkerSettings markers = MarkerReading.read(top.get());
    NewsReading news =
        new NewsReading(people.people(), services.services(), webhooks.endpoints().keySet());
    files.forEach(news::names);
    ChatSettings chat = ChatReading.read(top.get(), news.quietHours());
    files.forEach(news::subscriptions);
    if (news.hearsOfEverything()) {
      services.remarkOnLikelyTests();
    }
    MailReading.onlyIn(top.get(), files);
    Optional<MailSettings> mail = MailReading.read(top.get());
    if (!ledger.isClean()) {
      return new Reading.Problems(ledger.problems());
    }
    Catalogue catalogue =
        new Catalogue(
            people.people(),
            policies.policies(),
            services.services(),
            news.audience(),
            ledger.hash());
    return new Reading.Read(
        catalogue,
        store,
        server,
        chat,
        webhooks,
        markers,
        mail,
        first,
        ledger.texts().files(),
        ledger.texts().together(root),
        ledger.remarks());
  }

  /** Reads a file, then its includes; {@code above} is how this file was reached. */
  private void collect(Path file, Path root, Ledger ledger, List<Path> above, List<Section> files) {
    ledger.reading(file);
    Optional<MappingNode> tree = YamlFile.read(file, ledger);
    if (tree.isEmpty()) {
      return;
    }
    Section section = Section.top(new Origin(file, root, home, ledger), tree.get());
    files.add(section);
    above.add(file);
    for (Section.Located included : section.texts("include")) {
      include(section, included, root, above, files);
    }
    above.removeLast();
  }

  private void include(
      Section section, Section.Located included, Path root, List<Path> above, List<Section> files) {
    Ledger ledger = section.origin.ledger();
    Path next;
    try {
      next = section.file().resolveSibling(included.text()).normalize();
    } catch (InvalidPathException e) {
      section.problem(
          included.line(),
          "include: " + Words.quoted(included.text()) + " is not a path",
          "write a path relative to this file");
      return;
    }
    if (above.contains(next)) {
      section.problem(
          included.line(),
          "include: " + Words.quoted(included.text()) + " includes this file in turn",
          "remove one of the two includes");
    } else if (ledger.filesRead() >= MOST_FILES) {
      section.problem(
          included.line(),
          "include: more than " + MOST_FILES + " files",
          "put several parts into one file");
    } else if (!ledger.texts().exists(next)) {
      section.problem(
          included.line(),
          "include: there is no file " + Words.quoted(included.text()),
          "write a path relative to this file, or remove it");
    } else if (!ledger.hasRead(next)) {
      collect(next, root, ledger, above, files);
    }
  }

  private static void version(List<Section> files, Section top) {
    for (Section section : files) {
      if (section.equals(top) || section.has("version")) {
        int before = section.origin.ledger().count();
        int version = section.number("version", 0, 1_000_000);
        if (section.origin.ledger().count() == before && version != 1) {
          section.problem(
              "version",
              "this program reads version 1, not " + version,
              "write version: 1, or use the program this file is for");
        }
      }
    }
  }

  private static void inFirstFileOnly(String part, List<Section> files, Section top) {
    for (Section section : files) {
      if (!section.equals(top) && section.has(part)) {
        section.problem(
            part,
            "the " + part + " is set in the first file only",
            "move it to " + top.file().getFileName());
      }
    }
  }
}
