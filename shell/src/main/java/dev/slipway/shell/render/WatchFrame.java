package dev.slipway.shell.render;

import dev.slipway.view.Figures;
import dev.slipway.view.Headline;
import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A release on its way as one screenful: columns keep their place from frame to frame, so that only
 * what changed moves.
 */
public final class WatchFrame {
  /** Events of a frame that nobody hurries along. */
  private static final int STILL_EVENTS = 5;

  private static final int LABEL = 10;
  private static final int WIDEST_BAR = 64;

  /**
   * What is shown where the height is short: events go first, then what only explains.
   *
   * @param quiet signals without a limit
   */
  private record Room(int events, boolean gaps, boolean quiet, boolean fleet, boolean next) {
    private static List<Room> fromTheMostDown() {
      List<Room> rooms = new ArrayList<>();
      for (int events = 8; events >= 2; events--) {
        rooms.add(new Room(events, true, true, true, true));
      }
      rooms.add(new Room(2, false, true, true, true));
      rooms.add(new Room(1, false, true, true, true));
      rooms.add(new Room(1, false, false, true, true));
      rooms.add(new Room(1, false, false, false, true));
      rooms.add(new Room(0, false, false, false, true));
      rooms.add(new Room(0, false, false, false, false));
      return rooms;
    }
  }

  private final WatchView view;
  private final Canvas canvas;
  private final Wording say;
  private final int columns;

  private WatchFrame(WatchView view, Canvas canvas) {
    this.view = view;
    this.canvas = canvas;
    this.say = new Wording(canvas);
    this.columns = canvas.width() == 0 ? 120 : canvas.width();
  }

  /**
   * A frame of the live view.
   *
   * @param foot what stands at its end whatever the height: a remark, the keys
   * @return at most {@code height} lines, none wider than the canvas
   */
  public static List<String> live(WatchView view, Canvas canvas, int height, List<Text> foot) {
    WatchFrame frame = new WatchFrame(view, canvas);
    int left = Math.max(1, height - foot.size());
    List<Text> lines = List.of();
    for (Room room : Room.fromTheMostDown()) {
      lines = frame.lines(room);
      if (lines.size() <= left) {
        break;
      }
    }
    List<Text> all = new ArrayList<>(lines.subList(0, Math.min(left, lines.size())));
    all.addAll(foot);
    return frame.painted(all.subList(0, Math.min(all.size(), Math.max(1, height))));
  }

  /** A frame that stays: one of {@code --once}, or the last one. */
  static List<String> still(WatchView view, Canvas canvas) {
    WatchFrame frame = new WatchFrame(view, canvas);
    return frame.painted(frame.lines(new Room(STILL_EVENTS, true, true, true, true)));
  }

  private List<String> painted(List<Text> lines) {
    return lines.stream().map(line -> folded(line).cut(columns).painted(canvas.palette())).toList();
  }

  private List<Text> lines(Room room) {
    List<Text> lines = new ArrayList<>(headline());
    stages().ifPresent(lines::add);
    view.cause()
        .ifPresent(cause -> lines.addAll(paragraph(label("because").and(cause, Tone.BAD), LABEL)));
    gap(lines, room);
    lines.addAll(traffic());
    List<WatchView.Signal> signals = signals(room.quiet());
    if (!signals.isEmpty()) {
      gap(lines, room);
      lines.addAll(new SignalTable(view, canvas, columns).of(signals));
    }
    view.evidence().ifPresent(evidence -> lines.add(evidence(evidence)));
    if (room.fleet()) {
      lines.addAll(new WatchAside(view, canvas, columns).lines());
    }
    int events = Math.min(room.events(), view.events().size());
    if (events > 0) {
      lines.add(Text.of("last events, times in " + say.zone(view.now()), Tone.LABEL));
      view.events().subList(0, events).forEach(event -> lines.add(event(event)));
    }
    if (room.next()) {
      gap(lines, room);
      lines.addAll(paragraph(Text.of(view.happensNext()), 0));
    }
    return lines;
  }

  private static void gap(List<Text> lines, Room room) {
    if (room.gaps()) {
      lines.add(Text.EMPTY);
    }
  }

  /** Signals without a limit are left out where there is no room; traffic stands at its bar. */
  private List<WatchView.Signal> signals(boolean quiet) {
    return view.signals().stream()
        .filter(signal -> !signal.key().equals("traffic") || signal.limit().isPresent())
        .filter(signal -> quiet || signal.role() != Role.NONE)
        .toList();
  }

  private List<Text> headline() {
    Headline headline = view.headline();
    Text subject = ShowPage.subject(headline);
    if (canvas.isWide()) {
      subject = subject.and("   " + view.owner(), Tone.LABEL);
    }
    Text state = state();
    Text watching =
        view.watchedInAll()
            .filter(all -> view.left().isPresent())
            .map(all -> Text.of("   watching " + Figures.duration(all), Tone.LABEL))
            .orElse(Text.EMPTY);
    List<Text> lines = new ArrayList<>();
    int taken = width(subject) + 2;
    if (taken + width(state) + width(watching) <= columns) {
      lines.add(beside(subject, state.and(watching)));
    } else if (taken + width(state) <= columns) {
      lines.add(beside(subject, state));
    } else {
      lines.addAll(paragraph(subject, 2));
      lines.addAll(paragraph(state.and(watching), 2));
    }
    return lines;
  }

  /** A limit that is broken is what matters, not where the release is. */
  private Text state() {
    boolean moving = view.headline().state().role() == Role.MOVING;
    Optional<WatchView.Evidence> breaking =
        view.evidence().filter(evidence -> moving && evidence.breaks() > 0);
    if (breaking.isEmpty()) {
      return say.headline(view.headline().state());
    }
    return say.marked(
        Role.BAD,
        "LIMIT BROKEN "
            + Math.min(breaking.get().breaks(), breaking.get().breaksToAct())
            + " of "
            + breaking.get().breaksToAct()
            + view.watching().map(what -> ", " + what).orElse(""));
  }

  private Optional<Text> stages() {
    return view.stages().isEmpty()
        ? Optional.empty()
        : Optional.of(new StageBar(say, canvas).of(view.stages(), remaining(), columns));
  }

  /** "8:56 left", or what it waits for. */
  private String remaining() {
    if (view.left().isPresent()) {
      Duration left = view.left().get();
      boolean poor = view.evidence().filter(e -> e.requests() < e.needed()).isPresent();
      boolean silent = view.evidence().filter(e -> e.requests() == 0).isPresent();
      if (poor && (left.isZero() || silent)) {
        return "waits for data";
      }
      return left.isZero() ? "next check" : clock(left) + " left";
    }
    return view.stages().stream()
        .filter(stage -> stage.role() == Role.MOVING || stage.role() == Role.WAITING)
        .map(WatchView.Stage::words)
        .findFirst()
        .orElse("");
  }

  /** "8:56", "1:08:56". */
  public static String clock(Duration left) {
    long seconds = left.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private List<Text> traffic() {
    Headline headline = view.headline();
    List<Headline.Share> shares = new ArrayList<>();
    headline.from().ifPresent(old -> shares.add(new Headline.Share(old, percent(old))));
    shares.add(new Headline.Share(headline.to(), percent(headline.to())));
    int longest = shares.stream().mapToInt(share -> Text.width(share.version())).max().orElse(0);
    int name = Math.min(longest, Math.max(8, columns / 4));
    int rate = canvas.isWide() ? 16 : 0;
    int room = Math.clamp(columns - LABEL - name - 1 - 6 - rate, 4, WIDEST_BAR);
    List<Text> lines = new ArrayList<>();
    for (Headline.Share share : shares) {
      boolean fresh = share.version().equals(headline.to());
      int halves = Math.toIntExact(Math.round(share.percent() * room * 2 / 100.0));
      Text line =
          label(lines.isEmpty() ? trafficLabel() : "")
              .and(Text.of(share.version()).cut(name).padded(name))
              .and(" ")
              .and("█".repeat(halves / 2), fresh ? Tone.RUNNING : Tone.PLAIN)
              .and(halves % 2 == 0 ? "" : "▌", fresh ? Tone.RUNNING : Tone.PLAIN)
              .and("░".repeat(room - Math.ceilDiv(halves, 2)), Tone.LABEL)
              .and(Text.of(share.percent() + " %").paddedLeft(6));
      lines.add(rate == 0 ? line : line.and("   " + rate(fresh), Tone.LABEL));
    }
    if (view.cause().isPresent()) {
      lines.addAll(paragraph(label("users").and(headline.users()), LABEL));
    }
    return lines;
  }

  private String trafficLabel() {
    return view.headline().shares().stream().anyMatch(Headline.Share::lastSeen)
        ? "last seen"
        : "traffic";
  }

  private int percent(String version) {
    return view.headline().shares().stream()
        .filter(share -> share.version().equals(version))
        .mapToInt(Headline.Share::percent)
        .findFirst()
        .orElse(0);
  }

  private String rate(boolean fresh) {
    return view.signals().stream()
        .filter(signal -> signal.key().equals("traffic"))
        .map(signal -> fresh ? signal.canaryText() : signal.baselineText())
        .filter(text -> !text.equals("–"))
        .findFirst()
        .orElse("");
  }

  private Text evidence(WatchView.Evidence evidence) {
    boolean enough = evidence.requests() >= evidence.needed();
    String seen = Figures.count(evidence.requests(), "request") + " on " + evidence.judged();
    String needs = "needs " + String.format(Locale.ROOT, "%,d", evidence.needed());
    Text checked =
        Text.of("   checked ", Tone.LABEL)
            .and(say.at(evidence.checkedAt(), view.now()))
            .and(", " + age(evidence), Tone.LABEL);
    Text head = label("evidence").and(say.mark(enough ? Role.GOOD : Role.UNKNOWN)).and(" " + seen);
    Text whole = head.and(enough ? ", enough (" + needs + ")" : ", " + needs).and(checked);
    return width(whole) <= columns ? whole : head.and(", " + needs).and(checked);
  }

  private String age(WatchView.Evidence evidence) {
    long seconds = Math.max(0, Duration.between(evidence.checkedAt(), view.now()).toSeconds());
    return seconds < 100 ? seconds + " s old" : Figures.duration(Duration.ofSeconds(seconds));
  }

  private Text event(dev.slipway.view.Event event) {
    Tone tone = event.role() == Role.BAD ? Tone.BAD : Tone.PLAIN;
    int mark = Text.width(canvas.palette().symbols().fold("✔"));
    Text head =
        say.at(event.at(), view.now())
            .and("  ")
            .and(folded(say.mark(event.role())).padded(mark))
            .and(" ");
    List<Text> words = Text.of(event.words(), tone).wrapped(Math.max(8, columns - width(head) - 1));
    Text first = head.and(words.getFirst());
    return words.size() == 1 ? first : first.and("…", tone);
  }

  private List<Text> paragraph(Text words, int hang) {
    List<Text> lines = new ArrayList<>();
    for (Text line : folded(words).wrapped(columns, Math.max(8, columns - hang))) {
      lines.add(lines.isEmpty() ? line : Text.of(" ".repeat(hang)).and(line));
    }
    return lines;
  }

  static Text label(String name) {
    return Text.of(name, Tone.LABEL).padded(LABEL);
  }

  private Text beside(Text left, Text right) {
    return left.and(" ".repeat(Math.max(2, columns - width(left) - width(right)))).and(right);
  }

  private Text folded(Text text) {
    return text.folded(canvas.palette().symbols());
  }

  private int width(Text text) {
    return folded(text).width();
  }
}
