package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Png;
import dev.slipway.health.Signal;
import dev.slipway.view.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TimeZone;
import java.util.function.Function;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.time.FixedMillisecond;
import org.jfree.data.time.TimeSeries;
import org.jfree.data.time.TimeSeriesCollection;

/**
 * Draws how a signal went. On a light card of its own, so that it reads the same in light and dark
 * chats; solid and dashed lines with their own marks, so that it reads without colours.
 */
final class ChartPicture {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 560;
  private static final Color CARD = new Color(0xFFFFFF);
  private static final Color INK = new Color(0x1D1C1D);
  private static final Color GRID = new Color(0xDDDDDD);
  private static final Color FRESH = new Color(0xC2410C);
  private static final Color OLD = new Color(0x1D4ED8);
  private static final Color LIMIT = new Color(0x6B7280);
  private static final float[] DASHES = {10, 8};

  private ChartPicture() {}

  /** Empty where this machine cannot draw text: it has no fonts. */
  static Optional<Png> of(Course course) {
    try {
      if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
          == 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Png(ChartUtils.encodeAsPNG(draw(course).createBufferedImage(WIDTH, HEIGHT))));
    } catch (IOException | RuntimeException | LinkageError | InternalError noFonts) {
      // Where fonts or the library that draws them are missing, Java says so in each of these ways.
      return Optional.empty();
    }
  }

  private static JFreeChart draw(Course course) {
    TimeSeriesCollection lines = new TimeSeriesCollection(TimeZone.getTimeZone(ZoneOffset.UTC));
    lines.addSeries(series(course, course.fresh() + " (new)", Course.Point::fresh));
    lines.addSeries(series(course, course.old() + " (old)", Course.Point::old));
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    renderer.setSeriesPaint(0, FRESH);
    renderer.setSeriesStroke(0, new BasicStroke(4f));
    renderer.setSeriesPaint(1, OLD);
    renderer.setSeriesStroke(
        1, new BasicStroke(3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, DASHES, 0));
    XYPlot plot = new XYPlot(lines, time(course), values(course.signal()), renderer);
    plot.setBackgroundPaint(CARD);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setOutlinePaint(GRID);
    course.limit().ifPresent(limit -> plot.addRangeMarker(limit(course.signal(), limit)));
    plot.addDomainMarker(decided(course.decided()));
    String name = course.signal().words();
    JFreeChart chart =
        new JFreeChart(
            name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " of both versions",
            font(Font.BOLD, 26),
            plot,
            true);
    chart.setBackgroundPaint(CARD);
    chart.setPadding(new RectangleInsets(16, 20, 12, 28));
    chart.getTitle().setPaint(INK);
    chart.getLegend().setItemFont(font(Font.PLAIN, 22));
    chart.getLegend().setItemPaint(INK);
    chart.getLegend().setBackgroundPaint(CARD);
    return chart;
  }

  private static TimeSeries series(
      Course course, String name, Function<Course.Point, OptionalDouble> value) {
    TimeSeries series = new TimeSeries(name);
    for (Course.Point point : course.points()) {
      Double shown =
          value.apply(point).isPresent()
              ? scale(course.signal()) * value.apply(point).getAsDouble()
              : null;
      series.addOrUpdate(new FixedMillisecond(Date.from(point.at())), shown);
    }
    return series;
  }

  private static double scale(Signal signal) {
    return signal.isRatio() ? 100 : 1;
  }

  /** From the first figure to the last, and past the moment of decision. */
  private static DateAxis time(Course course) {
    DateAxis axis = new DateAxis("UTC", TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
    long first = course.points().getFirst().at().toEpochMilli();
    long last =
        Math.max(course.points().getLast().at().toEpochMilli(), course.decided().toEpochMilli());
    long margin = Math.max(1000, (last - first) / 25);
    axis.setRange(new Range(first - margin, last + margin), true, false);
    axis.setTickLabelFont(font(Font.PLAIN, 20));
    axis.setLabelFont(font(Font.PLAIN, 20));
    axis.setTickLabelPaint(INK);
    axis.setLabelPaint(INK);
    return axis;
  }

  private static NumberAxis values(Signal signal) {
    NumberAxis axis =
        new NumberAxis(
            signal.isRatio() ? "% of requests" : signal.isLatency() ? "milliseconds" : "");
    axis.setAutoRangeIncludesZero(true);
    axis.setUpperMargin(0.12);
    axis.setTickLabelFont(font(Font.PLAIN, 20));
    axis.setLabelFont(font(Font.PLAIN, 20));
    axis.setTickLabelPaint(INK);
    axis.setLabelPaint(INK);
    return axis;
  }

  private static ValueMarker limit(Signal signal, double limit) {
    ValueMarker marker =
        new ValueMarker(
            scale(signal) * limit,
            LIMIT,
            new BasicStroke(
                2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1f, new float[] {3, 5}, 0));
    marker.setLabel("limit " + Figures.value(signal, limit));
    marker.setLabelBackgroundColor(CARD);
    marker.setLabelFont(font(Font.BOLD, 20));
    marker.setLabelPaint(INK);
    marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
    marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
    return marker;
  }

  private static ValueMarker decided(Instant at) {
    ValueMarker marker = new ValueMarker(at.toEpochMilli(), INK, new BasicStroke(2.5f));
    marker.setLabel("rolled back ");
    marker.setLabelBackgroundColor(CARD);
    marker.setLabelFont(font(Font.BOLD, 20));
    marker.setLabelPaint(INK);
    marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
    marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
    return marker;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
