package dev.slipway.migration;

import java.util.List;

/**
 * What reading a file's text gave: its statements, or the first place where databases might read it
 * differently.
 */
sealed interface Statements {
  /** Each statement without its semicolon and without comments; never an empty one. */
  record Read(List<List<Token>> statements) implements Statements {}

  record Doubt(int line, String why) implements Statements {}
}
