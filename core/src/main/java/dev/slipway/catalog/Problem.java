package dev.slipway.catalog;

import java.nio.file.Path;

/**
 * Something wrong in a configuration file.
 *
 * @param line counted from 1
 * @param what what is wrong, beginning with the key's full path where there is one; never a
 *     secret's value
 * @param fix what to write instead
 */
public record Problem(Path file, int line, String what, String fix) {
  /** One line for people: {@code slipway.yaml:12: what. Fix: fix}. */
  public String words() {
    return file.getFileName() + ":" + line + ": " + what + ". Fix: " + fix;
  }
}
