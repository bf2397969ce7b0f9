package dev.slipway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import dev.slipway.catalog.StoreSettings;
import dev.slipway.control.Books;
import dev.slipway.control.Catalogues;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.control.SystemClock;
import dev.slipway.control.Worker;
import dev.slipway.control.World;
import dev.slipway.control.port.Calls;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Targets;
import dev.slipway.evidence.MarkdownDocuments;
import dev.slipway.gate.Person;
import dev.slipway.health.Judge;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.journal.Store;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.Outbox;
import dev.slipway.outside.alertmanager.AlertmanagerSources;
import dev.slipway.outside.exec.ExecTargets;
import dev.slipway.outside.git.GitChangeSource;
import dev.slipway.outside.git.GitTagger;
import dev.slipway.outside.haproxy.HaproxyBalancer;
import dev.slipway.outside.http.HttpCalls;
import dev.slipway.outside.http.HttpProbes;
import dev.slipway.outside.prometheus.PrometheusSources;
import dev.slipway.outside.registry.OciRegistry;
import dev.slipway.outside.scheduler.Graves;
import dev.slipway.outside.scheduler.SchedulerLeases;
import dev.slipway.outside.smoke.SmokeChecks;
import dev.slipway.outside.spool.FolderSpool;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.outside.store.SqlStore;
import dev.slipway.plan.Catalogue;
import dev.slipway.practice.PracticeTargets;
import dev.slipway.release.Actor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The core, wired. One per process; every face uses this very object. */
public final class Slipway implements AutoCloseable {
  /** Workers of this process, all stores together: each needs a name of its own. */
  private static final AtomicInteger WORKERS = new AtomicInteger();

  private final SqlStore store;
  private final Books books;
  private final World world;
  private final Desk desk;
  private final Calls calls;
  private final Settings settings;

  /**
   * @param catalogue the checked configuration
   * @param documents folder that receives the documents of releases
   * @param text what the configuration was read from; empty where it was made otherwise
   * @param markers where releases are marked: "grafana"
   */
  public record Settings(
      Catalogue catalogue,
      StoreSettings store,
      Path documents,
      String programVersion,
      Optional<Text> text,
      List<String> markers) {
    public Settings {
      markers = List.copyOf(markers);
    }

    /** One that marks releases nowhere. */
    public Settings(
        Catalogue catalogue,
        StoreSettings store,
        Path documents,
        String programVersion,
        Optional<Text> text) {
      this(catalogue, store, documents, programVersion, text, List.of());
    }

    /** The text of a configuration and where its first file stands. */
    public record Text(String text, Path file) {}

    /** With an embedded store in this file. */
    public Settings(Catalogue catalogue, Path storeFile, Path documents, String programVersion) {
      this(
          catalogue,
          new StoreSettings.Sqlite(storeFile),
          documents,
          programVersion,
          Optional.empty());
    }

    /** As a configuration file asks for it; documents go beside the file, into docs/releases. */
    public static Settings of(Reading.Read configuration, String programVersion) {
      return new Settings(
          configuration.catalogue(),
          configuration.store(),
          documents(configuration.file()),
          programVersion,
          Optional.of(new Text(configuration.text(), configuration.file())),
          configuration.markers().places());
    }

    static Path documents(Path configuration) {
      return configuration.resolveSibling("docs").resolve("releases");
    }
  }

  private Slipway(Settings settings, SqlStore store, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.books = new Books(store, new FolderSpool(spool(settings.store())));
    Judge judge = new ThresholdJudge();
    this.calls = new HttpCalls();
    ChangeSource changes = new GitChangeSource();
    Targets targets =
        new TargetsByKind(
            new PracticeTargets(),
            new ExecTargets(
                new ExecTargets.Neighbours(
                    new HttpProbes(),
                    changes,
                    HaproxyBalancer::new,
                    new OciRegistry(System.getenv()),
                    new SmokeChecks(System.getenv(), clock::now),
                    new PrometheusSources(calls, clock),
                    new AlertmanagerSources(calls, clock)),
                settings.documents(),
                clock));
    Documents documents =
        new MarkdownDocuments(settings.documents(), key -> personName(key), clock::now);
    this.world =
        new World(
            catalogues(),
            targets,
            changes,
            judge,
            documents,
            new OutboxMarkers(settings.markers(), SqlOutbox.ofNews(store)),
            new GitTagger(),
            clock);
    this.desk = new Desk(books, world);
  }

  private Catalogues catalogues() {
    return new Catalogues(
        store,
        settings.catalogue(),
        settings.text().map(Settings.Text::text).orElse(""),
        isEmbedded(),
        this::read);
  }

  private String personName(String key) {
    return world.catalogue().person(key).map(Person::name).orElse(key);
  }

  /** A catalogue from elsewhere, as if its files stood where this process's own stand. */
  private Catalogues.Meaning read(String kept) {
    if (settings.text().isEmpty()) {
      return new Catalogues.Meaning.Unreadable(List.of("no file stands here"));
    }
    Path file = settings.text().get().file();
    try {
      return switch (CatalogueReader.ofThisUser().again(kept, file)) {
        case Reading.Read read -> new Catalogues.Meaning.Readable(read.catalogue());
        case Reading.Problems problems ->
            new Catalogues.Meaning.Unreadable(problems.all().stream().map(Problem::words).toList());
      };
    } catch (IllegalArgumentException unreadable) {
      return new Catalogues.Meaning.Unreadable(
          List.of("it is no catalogue: " + unreadable.getMessage()));
    }
  }

  /**
   * @throws Store.Unavailable when the store cannot be opened; names the fix
   */
  public static Slipway open(Settings settings) {
    return open(settings, new SystemClock());
  }

  /**
   * With another clock than the computer's.
   *
   * @throws Store.Unavailable when the store cannot be opened; names the fix
   */
  public static Slipway open(Settings settings, Clock clock) {
    return new Slipway(
        settings, Stores.open(settings.store(), node(), settings.programVersion()), clock);
  }

  /**
   * Each store has its own: another one must not find what was kept for it. Beside an embedded
   * store, and for a team's store in this user's state folder.
   */
  private static Path spool(StoreSettings store) {
    return switch (store) {
      case StoreSettings.Sqlite sqlite ->
          sqlite.file().resolveSibling(sqlite.file().getFileName() + ".spool");
      case StoreSettings.Postgresql server ->
          Path.of(System.getProperty("user.home", "."), ".local", "state", "slipway", "spool")
              .resolve(UUID.nameUUIDFromBytes(server.address().getBytes(UTF_8)).toString());
    };
  }

  public Desk desk() {
    return desk;
  }

  public Store store() {
    return store;
  }

  /** For questions to other systems that no release waits for. */
  public Calls calls() {
    return calls;
  }

  /** Lines for chats on their way out. */
  public Outbox outbox() {
    return new SqlOutbox(store);
  }

  /** Lines for people and programs outside the team. */
  public Outbox news() {
    return SqlOutbox.ofNews(store);
  }

  /** What chats are remembered by. */
  public ChatBook chatBook() {
    return new SqlChatBook(store);
  }

  /** The name of this process in every entry it writes. */
  public static String name() {
    return node();
  }

  public Settings settings() {
    return settings;
  }

  /** Whether the store belongs to one person on this computer. */
  public boolean isEmbedded() {
    return settings.store() instanceof StoreSettings.Sqlite;
  }

  /**
   * Performs effects in this process until closed, beside other workers at the same store.
   *
   * @param trouble hears what goes wrong while driving, one line each
   */
  public Worker worker(Consumer<String> trouble) {
    int count = WORKERS.incrementAndGet();
    String name = node() + (count == 1 ? "" : "/" + count);
    Store.Worker me =
        new Store.Worker(
            name, ProcessHandle.current().pid(), host(), Instant.EPOCH, settings.programVersion());
    return new Worker(
            desk,
            books,
            world.catalogues()::of,
            world.targets(),
            world.judge(),
            world.documents(),
            new SchedulerLeases(
                store.dataSource(),
                Stores.database(settings.store()),
                name,
                // Whoever shares a file shares a computer.
                isEmbedded() ? Graves.ofComputer(name) : Graves.unknown(),
                world.clock()),
            world.clock(),
            me,
            trouble)
        .start();
  }

  /** The person behind this process: the real owner of it, not a name that anyone can set. */
  public static Actor actor(Catalogue catalogue, String surface) {
    String user = ProcessHandle.current().info().user().orElse("");
    Optional<Person> person =
        catalogue.people().stream().filter(known -> known.osUsers().contains(user)).findFirst();
    return person
        .map(known ->
            new Actor(
                known.id(), known.machine() ? Actor.Kind.MACHINE : Actor.Kind.PERSON, surface))
        .orElse(new Actor(user.isBlank() ? "unknown" : user, Actor.Kind.UNKNOWN, surface));
  }

  static String node() {
    return host() + ":" + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
