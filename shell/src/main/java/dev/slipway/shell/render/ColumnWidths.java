package dev.slipway.shell.render;

/** How many columns of the terminal each column of a table gets. */
final class ColumnWidths {
  private ColumnWidths() {}

  /**
   * What each column needs; where that is too much, the columns that may be cut give up their
   * surplus, widest first.
   */
  static int[] of(Part.Grid grid, Canvas canvas) {
    Symbols symbols = canvas.palette().symbols();
    int count = grid.columns().size();
    int[] widths = new int[count];
    for (int i = 0; i < count; i++) {
      widths[i] = grid.headed() ? Text.width(symbols.fold(grid.columns().get(i).name())) : 0;
      for (Part.Row row : grid.rows()) {
        widths[i] = Math.max(widths[i], row.cells().get(i).folded(symbols).width());
      }
    }
    int surplus = total(grid, widths) - canvas.columns();
    surplus = shrink(grid, widths, surplus, true);
    shrink(grid, widths, surplus, false);
    return widths;
  }

  private static int shrink(Part.Grid grid, int[] widths, int surplus, boolean yielding) {
    int left = surplus;
    while (left > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        Part.Column column = grid.columns().get(i);
        boolean mayGive =
            column.least() > 0 && widths[i] > column.least() && (column.yields() || !yielding);
        if (mayGive && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
      left--;
    }
    return left;
  }

  static int total(Part.Grid grid, int[] widths) {
    int total = grid.indent() + Layout.BETWEEN * Math.max(0, widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }
}
