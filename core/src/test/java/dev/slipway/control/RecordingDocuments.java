package dev.slipway.control;

import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Target;
import dev.slipway.journal.ReleaseRecord;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes nothing and remembers in which states it was asked. */
public final class RecordingDocuments implements Documents {
  final List<String> states = new CopyOnWriteArrayList<>();
  volatile boolean diskFull;

  @Override
  public List<Path> write(
      ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, List<Kind> kinds) {
    if (diskFull) {
      throw new UncheckedIOException(
          new FileSystemException("docs/releases", null, "no space left"));
    }
    states.add(release.state().name());
    return List.of(Path.of("docs", "releases", release.state().name() + ".md"));
  }
}
