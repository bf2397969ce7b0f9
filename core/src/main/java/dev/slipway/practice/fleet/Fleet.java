package dev.slipway.practice.fleet;

import dev.slipway.practice.Fault;
import dev.slipway.practice.FleetFile;
import dev.slipway.practice.Moment;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running practice fleet and all its parts. Its folder holds {@code fleet.json} (addresses and
 * token), {@code fleet.log}, {@code shop.db} and, after a break-glass way back, {@code mark}.
 */
public final class Fleet implements AutoCloseable {
  /** The file in a fleet's folder that says where it is. */
  public static final String FILE = "fleet.json";

  private final FleetSettings settings;
  private final FleetLog log;
  private final FileChannel lockFile;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final String token = newToken();
  private final Artifacts artifacts = new Artifacts();
  private final Faults faults = new Faults();
  private final Measurements measurements = new Measurements();
  private final Moments moments = new Moments();
  private final Mark mark;
  private final Flags flags;
  private final ShopDatabase database;
  private final Instances instances;
  private final Router router;
  private final Load load;
  private final HttpListener control;
  private final Page page;
  private final FleetReport report = new FleetReport(this);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean stays;

  private Fleet(FleetSettings settings, FleetLog log, FileChannel lockFile)
      throws IOException, SQLException {
    this.settings = settings;
    this.log = log;
    this.lockFile = lockFile;
    Dice dice = new Dice(settings.seed());
    this.flags = new Flags(log);
    this.mark = new Mark(settings.folder().resolve("mark"));
    this.database = new ShopDatabase(settings.folder().resolve("shop.db"), log);
    this.instances = new Instances(settings, log, artifacts, faults, database, dice);
    this.router = new Router(instances, measurements, dice, log);
    this.load = new Load(router, settings.rate(), dice);
    ControlApi api = new ControlApi(this, token);
    this.control = new HttpListener("control", 0, log, api::handle);
    this.page = new Page(this, log);
  }

  /**
   * Starts a fleet in its folder and announces it.
   *
   * @throws IOException as {@link #open}
   */
  public static Fleet start(FleetSettings settings) throws IOException {
    Fleet fleet = open(settings);
    fleet.announce();
    return fleet;
  }

  /**
   * Starts a fleet in its folder, which is made when it is not there. Nobody finds it before it is
   * announced: whoever must clean up after it gets ready in between.
   *
   * @throws IOException when another fleet runs in that folder, or it cannot be written
   */
  static Fleet open(FleetSettings settings) throws IOException {
    Path folder = settings.folder();
    FleetFile.makeFolder(folder);
    FileChannel lockFile = locked(folder);
    FleetLog log = new FleetLog(folder.resolve("fleet.log"));
    try {
      return new Fleet(settings, log, lockFile);
    } catch (SQLException broken) {
      lockFile.close();
      log.say("the database could not be opened", broken);
      throw new IOException(
          "the shop's database could not be opened: " + broken.getMessage(), broken);
    }
  }

  /** Writes the file that says where this fleet is. */
  void announce() throws IOException {
    writeFile();
    log.say(
        "the practice fleet runs: control "
            + control.address()
            + ", router "
            + router.address()
            + ", page "
            + page.address());
  }

  /** Waits until somebody asks this fleet to stop. */
  void awaitStop() throws InterruptedException {
    stop.await();
  }

  void askToStop(String why) {
    log.say("stopping: " + why);
    stop.countDown();
  }

  void stay(boolean wanted) {
    stays = wanted;
  }

  boolean stays() {
    return stays;
  }

  /** Ends everything and removes the file, so that nobody takes this fleet for a running one. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    page.close();
    load.close();
    router.close();
    instances.close();
    database.close();
    try {
      removeFile();
      lockFile.close();
    } catch (IOException broken) {
      log.say("could not clean up: " + broken);
    }
    control.close();
    log.say("the practice fleet has ended");
    log.close();
  }

  void breakVersion(String version, List<Fault> more) {
    faults.add(version, more);
    for (Fault fault : more) {
      log.say(version + " breaks: " + fault.words());
      moments.add(Moment.of(version + " breaks: " + fault.words(), Moment.Tone.FAULT));
      if (fault instanceof Fault.Down down) {
        instances.takeDown(version, down.count());
      }
    }
  }

  void heal(String version) {
    boolean broken = !faults.of(version).isEmpty();
    faults.heal(version);
    instances.bringBack(version);
    log.say(version + " is healed");
    if (broken) {
      moments.add(Moment.of(version + " works as it should again", Moment.Tone.GOOD));
    }
  }

  void restartRouter() {
    Optional<String> oldest =
        artifacts.versions().stream()
            .filter(version -> !instances.of(version).isEmpty())
            .findFirst();
    try {
      router.restart(oldest);
      moments.add(Moment.of("the router restarted and lost its shares", Moment.Tone.FAULT));
      writeFile();
    } catch (IOException broken) {
      throw new Refusal(500, "the router could not restart: " + broken.getMessage());
    }
  }

  FleetSettings settings() {
    return settings;
  }

  Instant started() {
    return started;
  }

  Artifacts artifacts() {
    return artifacts;
  }

  Faults faults() {
    return faults;
  }

  Measurements measurements() {
    return measurements;
  }

  int pagePort() {
    return page.port();
  }

  /** How many look at the page now. */
  int watching() {
    return page.watching();
  }

  /** What those who look at the page are told. */
  Moments moments() {
    return moments;
  }

  Flags flags() {
    return flags;
  }

  Mark mark() {
    return mark;
  }

  ShopDatabase database() {
    return database;
  }

  Instances instances() {
    return instances;
  }

  Router router() {
    return router;
  }

  Load load() {
    return load;
  }

  FleetReport report() {
    return report;
  }

  private synchronized void removeFile() throws IOException {
    Files.deleteIfExists(settings.folder().resolve(FILE));
  }

  private synchronized void writeFile() throws IOException {
    if (closed.get()) {
      return;
    }
    new FleetFile(
            URI.create(control.address()),
            URI.create(router.address()),
            Optional.of(URI.create(page.address())),
            token,
            ProcessHandle.current().pid(),
            router.incarnation(),
            started)
        .write(settings.folder().resolve(FILE));
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("fleet.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // refused below, like one of another process
    }
    channel.close();
    throw new IOException("another practice fleet runs in " + folder);
  }

  private static String newToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
