package dev.slipway.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a release is to be watched.
 *
 * @param untilOver stay until it is over, also through pauses, and let the exit code tell the end
 * @param timeout when to give up waiting, with {@link ExitCode#PENDING}; empty: never
 * @param once one frame, then done
 * @param format as the line asked for it; JSONL prints one frame a line
 * @param lines runs another line for the person who watches, as if they had typed it
 */
public record WatchWish(
    boolean untilOver,
    Optional<Duration> timeout,
    boolean once,
    Format format,
    Function<List<String>, Outcome> lines) {}
