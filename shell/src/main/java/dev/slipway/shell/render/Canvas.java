package dev.slipway.shell.render;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What is drawn on.
 *
 * @param width columns; 0 when lines may be as long as they like
 * @param form who reads it
 * @param header whether rows for programs begin with the names of their columns
 * @param zone whose clock people read; programs and logs get UTC
 */
public record Canvas(int width, Palette palette, Form form, ZoneId zone, boolean header) {
  /** Who reads it. */
  public enum Form {
    /** Eyes at a terminal: aligned, shortened, relative times. */
    SCREEN,
    /** A screen reader or a log: "key: value" lines, one fact a line, nothing drawn. */
    PLAIN,
    /** Another program: rows with tabs, nothing shortened, ISO times, no header. */
    PIPE,
    /** A document or a chat: Markdown. */
    MARKDOWN
  }

  /** From this width on a second column appears. */
  public static final int WIDE = 110;

  /** Below this width tables turn into blocks of "key: value". */
  public static final int NARROW = 80;

  public Canvas {
    if (width < 0) {
      throw new IllegalArgumentException("a width is 0 or more columns: " + width);
    }
  }

  public Canvas(int width, Palette palette, Form form, ZoneId zone) {
    this(width, palette, form, zone, false);
  }

  public static Canvas screen(int width) {
    return new Canvas(width, Palette.PLAIN, Form.SCREEN, ZoneOffset.UTC);
  }

  /** The same without an end of the line. */
  public Canvas unlimited() {
    return ofWidth(0);
  }

  Canvas ofWidth(int columns) {
    return new Canvas(columns, palette, form, zone, header);
  }

  boolean isWide() {
    return form == Form.SCREEN && width >= WIDE;
  }

  boolean isNarrow() {
    return width > 0 && width < NARROW;
  }

  /** Columns to fill: a width of 0 counts as very wide. */
  int columns() {
    return width == 0 ? Integer.MAX_VALUE : width;
  }
}
