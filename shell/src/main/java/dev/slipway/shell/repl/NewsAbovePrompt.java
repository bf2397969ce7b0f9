package dev.slipway.shell.repl;

import dev.slipway.command.remote.News;
import dev.slipway.shell.NewsLine;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.utils.AttributedString;
import org.springframework.shell.jline.PromptProvider;

/**
 * Tells what happens to moving releases above the line that is being typed, and keeps the prompt
 * true. While a command runs the terminal is the command's: news wait, except what the person did
 * by that very command.
 */
final class NewsAbovePrompt implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(400);
  private final LineReader reader;
  private final Counterpart counterpart;
  private final PromptProvider prompt;
  private final LineCommand line;
  private final TerminalOutput output;
  private final List<News> waiting = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private AttributedString shown = AttributedString.EMPTY;

  NewsAbovePrompt(
      LineReader reader,
      Counterpart counterpart,
      PromptProvider prompt,
      LineCommand line,
      TerminalOutput output) {
    this.reader = reader;
    this.counterpart = counterpart;
    this.prompt = prompt;
    this.line = line;
    this.output = output;
    this.thread = Thread.ofPlatform().name("news-above-prompt").daemon(true).unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  private void watch() {
    try {
      while (!closed) {
        lookIfPossible();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookIfPossible() {
    try {
      look();
    } catch (RuntimeException away) {
      // The next look may succeed; the worker tells what is wrong with the store.
    }
  }

  private void look() {
    counterpart.news().stream().filter(News::loud).forEach(waiting::add);
    if (!reader.isReading() || line.isRunning()) {
      return;
    }
    for (News news : List.copyOf(waiting)) {
      boolean duringMyLine = !news.event().at().isAfter(line.ranUntil());
      boolean mine = duringMyLine && (news.answer() || news.event().by().equals(counterpart.me()));
      if (!mine && !counterpart.isSeen(news)) {
        print(NewsLine.of(news));
      }
    }
    waiting.clear();
    counterpart.remarks().forEach(words -> print(Text.of("! " + words, Tone.WAITING)));
    refresh();
  }

  private void print(Text text) {
    List<String> lines = Renderer.paragraph(text, output.canvas());
    reader.printAbove(AttributedString.fromAnsi(String.join("\n", lines)));
  }

  /** The share in the prompt changes while somebody types; what was typed stays. */
  private void refresh() {
    AttributedString now = prompt.getPrompt();
    if (now.equals(shown)) {
      return;
    }
    boolean first = shown.length() == 0;
    shown = now;
    if (!first && reader instanceof LineReaderImpl typed && typed.isReading()) {
      typed.setPrompt(now.toAnsi(reader.getTerminal()));
      // Not REDRAW_LINE before it: that forgets what stands on the screen, and the end of a longer
      // old line would stay.
      typed.callWidget(LineReader.REDISPLAY);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
